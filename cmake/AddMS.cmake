# Thin wrappers: every library, tool and test of the project is declared through them, so that flags,
# the precompiled header and the "MLIR and LLVM only" rule (never a component beside libMLIR) stand in one place.

# Definitions of the LLVM package (they must match its headers).
separate_arguments(MS_LLVM_DEFINITIONS UNIX_COMMAND "${LLVM_DEFINITIONS}")

# ccache is used where it is installed. The sloppiness lets it hit with a precompiled header.
find_program(MS_CCACHE ccache)
if(MS_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${MS_CCACHE})
endif()

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  add_link_options(-fuse-ld=lld)
endif()

set(MS_WARNINGS -Wall -Wextra -Wno-unused-parameter)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees them where there are none, in MLIR's headers and what is generated.
  list(APPEND MS_WARNINGS -Wno-maybe-uninitialized)
endif()
if(MS_WERROR)
  list(APPEND MS_WARNINGS -Werror)
endif()
set(MS_SANITIZE_FLAGS "")
if(MS_SANITIZE)
  string(REPLACE ";" "," _list "${MS_SANITIZE}")
  set(MS_SANITIZE_FLAGS -fsanitize=${_list} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${_list})
endif()

# Flags of every C++ target of ours. `exceptions` names the few rooms that throw (the public API).
function(ms_flags target exceptions)
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:${MS_WARNINGS};${MS_SANITIZE_FLAGS}>)
  if(NOT exceptions)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
  endif()
endfunction()

# One shared precompiled header for all sources that include MLIR.
function(ms_pch target)
  target_compile_definitions(${target} PRIVATE ${MS_LLVM_DEFINITIONS})
  if(NOT MS_USE_PCH)
    return()
  endif()
  if(NOT TARGET MSPch)
    file(WRITE ${PROJECT_BINARY_DIR}/pch.cpp.in "// Carries the shared precompiled header.\n")
    configure_file(${PROJECT_BINARY_DIR}/pch.cpp.in ${PROJECT_BINARY_DIR}/pch.cpp COPYONLY)
    add_library(MSPch OBJECT ${PROJECT_BINARY_DIR}/pch.cpp)
    target_compile_definitions(MSPch PRIVATE ${MS_LLVM_DEFINITIONS})
    ms_flags(MSPch FALSE)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
      # -Xclang -fno-pch-timestamp: without it ccache never hits.
      target_compile_options(MSPch PUBLIC -Xclang -fno-pch-timestamp PRIVATE -fpch-instantiate-templates)
    endif()
    target_precompile_headers(MSPch PRIVATE ${PROJECT_SOURCE_DIR}/cmake/pch.h)
  endif()
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(${target} PRIVATE -Xclang -fno-pch-timestamp -fpch-instantiate-templates)
  endif()
  target_precompile_headers(${target} REUSE_FROM MSPch)
  get_target_property(_type ${target} TYPE)
  if(_type STREQUAL "EXECUTABLE")
    # The header was made with -fPIC; CMake would say -fPIE here.
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(${target} PRIVATE -fPIC)
  endif()
endfunction()

# ms_add_library(NAME SOURCES ... [LINK ...] [DEPENDS ...] [NO_MLIR] [EXCEPTIONS])
# NO_MLIR: neither includes nor links MLIR or LLVM. DEPENDS: tablegen targets beyond the dialect's own.
function(ms_add_library name)
  cmake_parse_arguments(A "NO_MLIR;EXCEPTIONS" "" "SOURCES;LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${A_SOURCES})
  ms_flags(${name} ${A_EXCEPTIONS})
  target_link_libraries(${name} PUBLIC ${A_LINK})
  if(NOT A_NO_MLIR)
    ms_pch(${name})
    target_link_libraries(${name} PUBLIC MLIR LLVM)
  endif()
  if(A_DEPENDS)
    add_dependencies(${name} ${A_DEPENDS})
  endif()
endfunction()

# ms_add_cross_library(TARGET MACHINE): the C and C++ sources of a target without MLIR once more, for another machine (as
# aarch64-linux-gnu), into a folder of its name; only where GNU's compiler for it is installed.
function(ms_add_cross_library target machine)
  string(MAKE_C_IDENTIFIER ${machine} _id)
  find_program(MS_GCC_${_id} ${machine}-gcc)
  find_program(MS_GXX_${_id} ${machine}-g++)
  find_program(MS_AR_${_id} ${machine}-ar)
  if(NOT MS_GCC_${_id} OR NOT MS_GXX_${_id} OR NOT MS_AR_${_id})
    message(STATUS "No compiler for ${machine}: code for it can be made, and linked elsewhere")
    return()
  endif()
  get_target_property(_sources ${target} SOURCES)
  get_target_property(_name ${target} OUTPUT_NAME)
  set(_flags -O2 -fPIC -ffunction-sections -fdata-sections -I${PROJECT_SOURCE_DIR} -I${PROJECT_SOURCE_DIR}/include
    -I${PROJECT_SOURCE_DIR}/runtime/include)
  set(_objects "")
  foreach(source ${_sources})
    set(_object ${CMAKE_CURRENT_BINARY_DIR}/${machine}/${source}.o)
    get_filename_component(_folder ${_object} DIRECTORY)
    file(MAKE_DIRECTORY ${_folder})
    if(source MATCHES "[.]c$")
      set(_compile ${MS_GCC_${_id}} -fopenmp)
    else()
      set(_compile ${MS_GXX_${_id}} -std=c++17 -fno-exceptions ${MS_WARNINGS})
    endif()
    add_custom_command(
      OUTPUT ${_object}
      COMMAND ${MS_CCACHE} ${_compile} ${_flags} -MD -MF ${_object}.d -c ${CMAKE_CURRENT_SOURCE_DIR}/${source}
              -o ${_object}
      DEPENDS ${source}
      DEPFILE ${_object}.d
      VERBATIM)
    list(APPEND _objects ${_object})
  endforeach()
  set(_archive ${CMAKE_ARCHIVE_OUTPUT_DIRECTORY}/${machine}/lib${_name}.a)
  file(MAKE_DIRECTORY ${CMAKE_ARCHIVE_OUTPUT_DIRECTORY}/${machine})
  add_custom_command(
    OUTPUT ${_archive}
    COMMAND ${CMAKE_COMMAND} -E rm -f ${_archive}
    COMMAND ${MS_AR_${_id}} qcs ${_archive} ${_objects}
    DEPENDS ${_objects}
    VERBATIM)
  add_custom_target(${target}-${machine} DEPENDS ${_archive})
  add_dependencies(${target} ${target}-${machine})
endfunction()

# ms_add_proto(NAME FILE): the messages of FILE as a library, generated into a folder of their own: a system folder to
# whoever includes them, and a library whose code meets none of our warnings.
function(ms_add_proto name file)
  set(_root ${PROJECT_BINARY_DIR}/proto)
  file(RELATIVE_PATH _here ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  set(_out ${_root}/${_here})
  file(MAKE_DIRECTORY ${_out})
  get_filename_component(_stem ${file} NAME_WE)
  add_custom_command(
    OUTPUT ${_out}/${_stem}.pb.cc ${_out}/${_stem}.pb.h
    COMMAND protobuf::protoc --proto_path=${CMAKE_CURRENT_SOURCE_DIR} --cpp_out=${_out} ${file}
    DEPENDS ${file}
    VERBATIM)
  add_library(${name} STATIC ${_out}/${_stem}.pb.cc ${_out}/${_stem}.pb.h)
  target_compile_options(${name} PRIVATE -w ${MS_SANITIZE_FLAGS})
  target_link_libraries(${name} PUBLIC protobuf::libprotobuf)
  target_include_directories(${name} SYSTEM PUBLIC ${_root})
endfunction()

# ms_add_doc(NAME GENERATOR TD): the page docs/generated/NAME.md. The target ms-docs writes all pages, check-ms-docs
# compares them.
function(ms_add_doc name generator td)
  set_property(GLOBAL APPEND PROPERTY MS_DOCS "${name}=${generator}=${CMAKE_CURRENT_SOURCE_DIR}/${td}")
endfunction()

# ms_add_passes(NAME SOURCES ... [LINK ...]): a folder of passes with its Passes.td; NAME is also the registration group.
function(ms_add_passes name)
  cmake_parse_arguments(A "" "" "SOURCES;LINK" ${ARGN})
  set(LLVM_TARGET_DEFINITIONS Passes.td)
  mlir_tablegen(Passes.h.inc -gen-pass-decls -name=${name})
  add_public_tablegen_target(MS${name}PassesIncGen)
  ms_add_library(MS${name} SOURCES ${A_SOURCES} LINK ${A_LINK} DEPENDS MS${name}PassesIncGen)
  ms_add_doc(${name}Passes -gen-pass-doc Passes.td)
endfunction()

# ms_add_tool(NAME SOURCES ... LINK ...)
function(ms_add_tool name)
  cmake_parse_arguments(A "NO_MLIR" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  ms_flags(${name} FALSE)
  target_link_libraries(${name} PRIVATE ${A_LINK})
  if(NOT A_NO_MLIR)
    ms_pch(${name})
    target_link_libraries(${name} PRIVATE MLIR LLVM)
  endif()
endfunction()

# ms_add_unittest(NAME SOURCES ... LINK ... [NO_MLIR] [EXCEPTIONS])
function(ms_add_unittest name)
  cmake_parse_arguments(A "NO_MLIR;EXCEPTIONS" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test/unit/bin)
  ms_flags(${name} ${A_EXCEPTIONS})
  target_link_libraries(${name} PRIVATE ${A_LINK} GTest::gtest_main)
  if(NOT A_NO_MLIR)
    ms_pch(${name})
    target_link_libraries(${name} PRIVATE MLIR LLVM)
  endif()
  set_property(GLOBAL APPEND PROPERTY MS_UNITTESTS ${name})
endfunction()

# ms_add_fuzzer(NAME SOURCES ... LINK ...): without MLIR; libFuzzer brings main().
function(ms_add_fuzzer name)
  cmake_parse_arguments(A "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test/fuzz/bin)
  ms_flags(${name} FALSE)
  target_link_libraries(${name} PRIVATE ${A_LINK})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(ms-fuzzers ${name})
endfunction()
