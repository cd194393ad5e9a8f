// What a channel and a thread that waits weigh, in bytes of resident memory.
#include <sys/wait.h>
#include <unistd.h>

#include <channel.hpp>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include "bench.hpp"
#include "requests.hpp"

namespace {

using workbook::Channel;
using workbook::ChannelPtr;

// Bytes of memory that this program uses; 0 where the system does not say.
std::size_t resident() {
  constexpr std::size_t page = 4096;
  std::ifstream file{"/proc/self/statm"};
  std::size_t all = 0;
  std::size_t in_memory = 0;
  file >> all >> in_memory;
  return in_memory * page;
}

void print(std::string_view name, std::size_t before, std::size_t count) {
  const std::size_t after = resident();
  if (after == 0) return;
  std::cout << name << ' ' << (after - before) / count << " bytes" << std::endl;
}

// Whoever weighs the next ones keeps these: else they would be made in memory
// that the program has already.
[[nodiscard]] std::vector<ChannelPtr<int>> weigh_channels(
    std::string_view name, std::size_t capacity) {
  constexpr std::size_t count = 10'000;
  std::vector<ChannelPtr<int>> channels(count);
  const std::size_t before = resident();
  for (auto& channel : channels) {
    channel = workbook::make_channel<int>(capacity);
  }
  print(name, before, count);
  return channels;
}

// The stack of a thread counts as far as the thread has used it.
void weigh_waiting_threads() {
  constexpr std::size_t count = 1'000;
  Channel<int> numbers;
  Channel<int> ready{count};
  std::vector<std::jthread> threads;
  threads.reserve(count);
  const std::size_t before = resident();
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&] {
      ready.send(1);
      numbers.receive();
    });
  }
  for (std::size_t i = 0; i < count; ++i) ready.receive();
  print("memory-waiting-thread", before, count);
  numbers.close();
}

void weigh_all() {
  const auto unbuffered = weigh_channels("memory-channel-unbuffered", 0);
  const auto small = weigh_channels("memory-channel-buffered-1", 1);
  const auto large = weigh_channels("memory-channel-buffered-128", 128);
  weigh_waiting_threads();
}

}  // namespace

// A thousand threads leave a heap behind in which later rows would take half as
// long again, so a child weighs them.
void bench::measure_memory() {
  std::cout.flush();
  const pid_t child = fork();
  if (child == 0) {
    weigh_all();
    _exit(0);
  }
  if (child > 0) waitpid(child, nullptr, 0);
}
