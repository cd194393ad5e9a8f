/// @file
/// Chapter 11: what the rows of the benchmark share. They include
/// <channel.hpp>, since "channel.hpp" would be the one in this folder even
/// where the reader's is measured.
#pragma once

#include <chrono>
#include <concepts>
#include <cstddef>
#include <iomanip>
#include <iostream>
#include <string_view>

namespace bench {

/// Prints what one of `operations` took, in the form of the peers' programs.
inline void print(std::string_view name, std::size_t operations,
                  std::chrono::duration<double, std::nano> took) {
  std::cout << name << ' ' << std::fixed << std::setprecision(1)
            << took.count() / static_cast<double>(operations) << " ns/op"
            << std::endl;
}

/// Runs `body(operations)`, a tenth of it first to warm up, and prints how long
/// one operation took.
template <std::invocable<std::size_t> Body>
void measure(std::string_view name, std::size_t operations, Body body) {
  body(operations / 10);
  const auto start = std::chrono::steady_clock::now();
  body(operations);
  print(name, operations, std::chrono::steady_clock::now() - start);
}

/// The rows that the peers' programs print too, with the same work in each.
void measure_like_peers(std::size_t operations);

/// The same rows for tasks, with processor time (chapter 19). None where the
/// headers have no tasks.
void measure_tasks(std::size_t operations);

/// How the cost grows with the number of threads and of channels.
void measure_growth(std::size_t operations);

/// What a channel and a thread that waits weigh.
void measure_memory();

}  // namespace bench
