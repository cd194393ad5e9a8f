/// @file
/// Chapter 1: two threads count to ten million each, and updates get lost.

#include <atomic>
#include <iostream>
#include <latch>
#include <thread>

int main() {
  constexpr int additions = 10'000'000;
  std::atomic<int> count{0};

  std::latch both_are_here{2};
  const auto add_ten_million = [&] {
    both_are_here.arrive_and_wait();
    for (int i = 0; i < additions; ++i) count = count + 1;
  };
  {
    std::jthread first{add_ten_million};
    std::jthread second{add_ten_million};
  }  // both are joined here

  const int added = 2 * additions;
  std::cout << "added:   " << added << '\n'
            << "counted: " << count << '\n'
            << "lost:    " << added - count << '\n';
}
