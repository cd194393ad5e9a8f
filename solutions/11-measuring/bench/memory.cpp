// What a channel and a thread that waits weigh, in bytes of resident memory.
#include <sys/wait.h>
#include <unistd.h>

#include <cstddef>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>
#include "channel.hpp"

#include "bench.hpp"
#include "requests.hpp"

namespace {

using workbook::Channel;
using workbook::ChannelPtr;

// Bytes of memory that this program uses; 0 where the system does not say. Not
// from statm, whose count may be some dozens of pages late.
std::size_t resident() {
  std::ifstream file{"/proc/self/smaps_rollup"};
  std::size_t kilobytes = 0;
  for (std::string word; file >> word;) {
    if (word == "Rss:") file >> kilobytes;
  }
  return kilobytes * 1024;
}

void print(std::string_view name, std::size_t before, std::size_t count) {
  const std::size_t after = resident();
  if (after == 0) return;
  std::cout << name << ' ' << (after - before) / count << " bytes" << std::endl;
}

// To be kept while the next ones are weighed: else those would get memory
// that the program has already.
[[nodiscard]] std::vector<ChannelPtr<int>> weigh_channels(
    std::string_view name, std::size_t capacity) {
  constexpr std::size_t count = 10'000;
  std::vector<ChannelPtr<int>> channels(count);
  channels.front() = workbook::make_channel<int>(capacity);
  static_cast<void>(resident());  // what these two load does not count
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
  try {
    for (std::size_t i = 0; i < count; ++i) {
      threads.emplace_back([&] {
        ready.send(1);
        numbers.receive();
      });
    }
  } catch (const std::system_error&) {
    numbers.close();  // those that have started can end
    throw;
  }
  for (std::size_t i = 0; i < count; ++i) ready.receive();
  print("memory-waiting-thread", before, count);
  numbers.close();
}

// In a child, where no exception may leave.
bool weighs_all() try {
  const auto unbuffered = weigh_channels("memory-channel-unbuffered", 0);
  const auto small = weigh_channels("memory-channel-buffered-1", 1);
  const auto large = weigh_channels("memory-channel-buffered-128", 128);
  weigh_waiting_threads();
  return true;
} catch (const std::exception&) {
  return false;
}

}  // namespace

// A thousand threads leave a heap behind in which later rows would take half as
// long again, so a child weighs them.
void bench::measure_memory() {
  std::cout.flush();
  const pid_t child = fork();
  if (child == 0) _exit(weighs_all() ? 0 : 1);
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
    throw std::runtime_error{"the process that weighs channels has failed"};
  }
}
