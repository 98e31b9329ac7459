//===- Profile.cpp - Where the time of a step goes ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#include "lib/Driver/Profile.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

namespace ms {

void Profile::add(const std::vector<LaunchTime> &calls) {
  LaunchTime before = {};
  for (const LaunchTime &call : calls) {
    if (call.launch < 0) {
      lastRun.clear();
    } else if (auto launch = static_cast<size_t>(call.launch);
               launch < times.size()) {
      times[launch].push_back(threads == 1 ? call.processor - before.processor
                                           : call.steady - before.steady);
      lastRun.push_back({launch, before.steady, call.steady});
    }
    before = call;
  }
}

double Profile::leastTime(const LaunchCost &cost) const {
  return std::max(cost.flops / fmaPeak, cost.bytes / copyRate);
}

static double median(std::vector<int64_t> values) {
  if (values.empty())
    return 0;
  auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return static_cast<double>(*middle);
}

llvm::StringMap<double> Profile::kernelTimes() const {
  llvm::StringMap<double> result;
  for (auto [cost, samples] : llvm::zip(launches, times))
    result[cost.kernel] += median(samples);
  return result;
}

void Profile::printTable(llvm::raw_ostream &os) const {
  struct Row {
    LaunchCost sum;
    unsigned launches = 0;
    double time = 0, least = 0;
  };
  llvm::MapVector<llvm::StringRef, Row> kernels;
  Row all;
  for (auto [cost, samples] : llvm::zip(launches, times)) {
    double time = median(samples);
    for (Row *row : {&kernels[cost.kernel], &all}) {
      row->sum.flops += cost.flops;
      row->sum.bytes += cost.bytes;
      row->time += time;
      row->least += leastTime(cost);
      ++row->launches;
    }
  }
  auto rows = kernels.takeVector();
  llvm::sort(rows, [](const auto &a, const auto &b) {
    return std::pair(b.second.time, a.first) <
           std::pair(a.second.time, b.first);
  });

  os << "      ms      %  launches   GFLOP/s      GB/s  roofline %  kernel\n";
  auto print = [&](llvm::StringRef name, const Row &row) {
    double time = std::max(row.time, 1.0);
    os << llvm::format("%8.3f %6.1f %9u %9.1f %9.1f %11.1f  ", row.time * 1e-6,
                       100 * row.time / std::max(all.time, 1.0), row.launches,
                       row.sum.flops / time, row.sum.bytes / time,
                       100 * row.least / time)
       << name << "\n";
  };
  for (const auto &[name, row] : rows)
    print(name, row);
  print("(all)", all);
  os << (threads == 1 ? "processor" : "elapsed")
     << llvm::format(
            " time; roofline: %.1f GFLOP/s, %.1f GB/s of copying; more "
            "than 100 %% is read from a cache or saved by an algorithm\n",
            fmaPeak, copyRate);
}

void Profile::printTrace(llvm::raw_ostream &os) const {
  llvm::json::OStream json(os);
  int64_t origin = lastRun.empty() ? 0 : lastRun.front().start;
  json.object([&] {
    json.attribute("displayTimeUnit", "ms");
    json.attributeArray("traceEvents", [&] {
      for (const Event &event : lastRun) {
        const LaunchCost &cost = launches[event.launch];
        double time = static_cast<double>(event.end - event.start);
        json.object([&] {
          json.attribute("name", cost.kernel);
          json.attribute("cat", "kernel");
          json.attribute("ph", "X");
          json.attribute("pid", 0);
          json.attribute("tid", 0);
          json.attribute("ts",
                         static_cast<double>(event.start - origin) * 1e-3);
          json.attribute("dur", time * 1e-3);
          json.attributeObject("args", [&] {
            json.attribute("launch", static_cast<int64_t>(event.launch));
            json.attribute("layer", cost.layer);
            json.attribute("flops", cost.flops);
            json.attribute("bytes", cost.bytes);
            json.attribute("roofline_percent",
                           100 * leastTime(cost) / std::max(time, 1.0));
          });
        });
      }
    });
  });
  os << "\n";
}

} // namespace ms
