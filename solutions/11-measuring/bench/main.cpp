// Chapters 11 and 19: what channels cost, between threads and between tasks.
// usage: bench [tasks] [N], for N operations a row.
#include "bench.hpp"

#include <charconv>
#include <cstddef>
#include <cstring>
#include <exception>
#include <iostream>
#include <optional>

namespace {

constexpr std::size_t usual = 200'000;
constexpr std::size_t least = 1'000;
constexpr std::size_t most = 1'000'000'000;

std::optional<std::size_t> parse(const char* text) {
  const char* const end = text + std::strlen(text);
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(text, end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  if (number < least || number > most) return std::nullopt;
  return number;
}

}  // namespace

int main(int argc, char** argv) try {
  const bool tasks = argc > 1 && std::strcmp(argv[1], "tasks") == 0;
  if (tasks) {
    --argc;
    ++argv;
  }
  const auto operations = argc == 2 ? parse(argv[1]) : usual;
  if (argc > 2 || !operations) {
    std::cerr << "usage: bench [tasks] [N], where N is a number from " << least
              << " to " << most << '\n';
    return 2;
  }
  if (tasks) {
    bench::measure_tasks(*operations);
  } else {
    bench::measure_memory();  // first, while no memory has been freed
    bench::measure_like_peers(*operations);
    bench::measure_growth(*operations / 10);
  }
  if (std::cout.flush()) return 0;
  std::cerr << "bench: cannot write to standard output\n";
  return 2;
} catch (const std::exception& error) {
  std::cerr << "bench: " << error.what() << '\n';
  return 1;
}
