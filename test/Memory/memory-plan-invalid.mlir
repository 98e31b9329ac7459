//===- memory-plan-invalid.mlir - Plans that the check refuses ------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
// Plans written by hand, each with one mistake: what mindir-plan-memory must
// never make, and --test-memory-plan must see.
//
//===----------------------------------------------------------------------===//
// RUN: ms-opt %s -split-input-file -test-memory-plan -verify-diagnostics -o /dev/null

// Two buffers that are alive at one time have one place.
func.func private @copy(memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func private @add(memref<16xf32>, memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func @overlap(%state: memref<64xi8>, %arena: memref<192xi8>, %x: memref<16xf32>, %y: memref<16xf32>, %n: index) attributes {mindir.arena_bytes = 192 : i64} {
  %c0 = arith.constant 0 : index
  %a = memref.view %arena[%c0][] : memref<192xi8> to memref<16xf32>
  // expected-note @below {{by what lies here}}
  %b = memref.view %arena[%c0][] : memref<192xi8> to memref<16xf32>
  mindir.dispatch @copy(%x) outs(%a) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  mindir.dispatch @copy(%x) outs(%b) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  // expected-error @below {{operand 0 was overwritten before it is read}}
  mindir.dispatch @add(%a, %b) outs(%y) rows(%n) : (memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  return
}

// -----

// The second buffer begins inside the first one, which is read later.
func.func private @copy(memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func private @spread(memref<16xf32>, memref<32xf32>, index) attributes {mindir.kernel}
func.func private @sum(memref<32xf32>, memref<16xf32>, memref<16xf32>, index) attributes {mindir.kernel}
func.func @partial(%state: memref<64xi8>, %arena: memref<192xi8>, %x: memref<16xf32>, %y: memref<16xf32>, %n: index) attributes {mindir.arena_bytes = 192 : i64} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %a = memref.view %arena[%c0][] : memref<192xi8> to memref<32xf32>
  // expected-note @below {{by what lies here}}
  %b = memref.view %arena[%c64][] : memref<192xi8> to memref<16xf32>
  mindir.dispatch @spread(%x) outs(%a) rows(%n) : (memref<16xf32>) -> memref<32xf32>
  mindir.dispatch @copy(%x) outs(%b) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  // expected-error @below {{operand 0 was overwritten before it is read}}
  mindir.dispatch @sum(%a, %b) outs(%y) rows(%n) : (memref<32xf32>, memref<16xf32>) -> memref<16xf32>
  return
}

// -----

// What was never written.
func.func private @copy(memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func @unwritten(%state: memref<64xi8>, %arena: memref<192xi8>, %x: memref<16xf32>, %y: memref<16xf32>, %n: index) attributes {mindir.arena_bytes = 192 : i64} {
  %c0 = arith.constant 0 : index
  %a = memref.view %arena[%c0][] : memref<192xi8> to memref<16xf32>
  // expected-error @below {{operand 0 was overwritten before it is read, or never written}}
  mindir.dispatch @copy(%a) outs(%y) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  return
}

// -----

// The first kernel allows only the place of its first operand.
func.func private @copy(memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func private @add(memref<16xf32>, memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func @alias(%state: memref<64xi8>, %arena: memref<192xi8>, %x: memref<16xf32>, %y: memref<16xf32>, %n: index) attributes {mindir.arena_bytes = 192 : i64} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %a = memref.view %arena[%c0][] : memref<192xi8> to memref<16xf32>
  %b = memref.view %arena[%c64][] : memref<192xi8> to memref<16xf32>
  mindir.dispatch @copy(%x) outs(%a) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  mindir.dispatch @copy(%x) outs(%b) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  mindir.dispatch @add(%a, %b) outs(%a) rows(%n) : (memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  // expected-error @below {{result 0 lies in operand 1, which the kernel does not allow}}
  mindir.dispatch @add(%a, %b) outs(%b) rows(%n) : (memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  return
}

// -----

// Two results of one kernel.
func.func private @two(memref<16xf32>, memref<16xf32>, memref<32xf32>, index) attributes {mindir.kernel}
func.func @results(%state: memref<64xi8>, %arena: memref<192xi8>, %x: memref<16xf32>, %y: memref<16xf32>, %n: index) attributes {mindir.arena_bytes = 192 : i64} {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %a = memref.view %arena[%c64][] : memref<192xi8> to memref<16xf32>
  %b = memref.view %arena[%c0][] : memref<192xi8> to memref<32xf32>
  // expected-error @below {{results 0 and 1 overlap}}
  mindir.dispatch @two(%x) outs(%a, %b) rows(%n) : (memref<16xf32>) -> (memref<16xf32>, memref<32xf32>)
  return
}

// -----

// The new state is written before the old one was read for the last time.
func.func private @copy(memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func @state(%state: memref<64xi8>, %arena: memref<192xi8>, %x: memref<16xf32>, %y: memref<16xf32>, %n: index) attributes {mindir.arena_bytes = 192 : i64} {
  %c0 = arith.constant 0 : index
  %old = memref.view %state[%c0][] : memref<64xi8> to memref<16xf32>
  // expected-note @below {{by what lies here}}
  %new = memref.view %state[%c0][] : memref<64xi8> to memref<16xf32>
  mindir.dispatch @copy(%x) outs(%new) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  // expected-error @below {{operand 0 was overwritten before it is read}}
  mindir.dispatch @copy(%old) outs(%y) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  return
}

// -----

// A buffer that begins at no multiple of 64 bytes, and ends outside.
func.func private @copy(memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func @place(%state: memref<64xi8>, %arena: memref<192xi8>, %x: memref<16xf32>, %y: memref<16xf32>, %n: index) attributes {mindir.arena_bytes = 192 : i64} {
  %c160 = arith.constant 160 : index
  // expected-error @+2 {{its offset 160 is not aligned}}
  // expected-error @below {{it ends at 224, outside of 192 bytes}}
  %a = memref.view %arena[%c160][] : memref<192xi8> to memref<16xf32>
  mindir.dispatch @copy(%x) outs(%a) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  return
}

// -----

// No place at all.
func.func private @copy(memref<16xf32>, memref<16xf32> {mindir.may_alias = [0]}, index) attributes {mindir.kernel}
func.func @alloc(%state: memref<64xi8>, %arena: memref<192xi8>, %x: memref<16xf32>, %y: memref<16xf32>, %n: index) attributes {mindir.arena_bytes = 192 : i64} {
  // expected-error @below {{a buffer has no place in the arena}}
  %a = memref.alloc() : memref<16xf32>
  mindir.dispatch @copy(%x) outs(%a) rows(%n) : (memref<16xf32>) -> memref<16xf32>
  return
}

// -----

// expected-error @below {{nothing was checked}}
func.func @empty(%state: memref<64xi8>, %arena: memref<64xi8>, %n: index) attributes {mindir.arena_bytes = 64 : i64} {
  return
}
