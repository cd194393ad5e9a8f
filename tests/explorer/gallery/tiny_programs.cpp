// Hundreds of tiny programs, drawn at random: the explorer must show all that
// C++ lets them do, and nothing else.

#include "gallery/gallery.hpp"

#ifdef GALLERY_SEES_ATOMICS

#include <sys/mman.h>

#include <array>
#include <random>
#include <sstream>
#include <thread>

#include "gallery/axioms.hpp"

// The instrumentation's own functions take an order that is no constant. Under
// other names, since the compiler knows these.
std::uint32_t load(const volatile std::uint32_t* at,
                   int order) asm("__tsan_atomic32_load");
void store(volatile std::uint32_t* at, std::uint32_t value,
           int order) asm("__tsan_atomic32_store");
std::uint32_t exchange(volatile std::uint32_t* at, std::uint32_t value,
                       int order) asm("__tsan_atomic32_exchange");
int compare_exchange(
    volatile std::uint32_t* at, std::uint32_t* expected, std::uint32_t value,
    int order, int failure) asm("__tsan_atomic32_compare_exchange_strong");
void fence(int order) asm("__tsan_atomic_thread_fence");

namespace {

using namespace gallery;
using axioms::Program;
using axioms::Readings;
using axioms::Step;
using std::memory_order;

/// What the schedules came to, in memory that the children share.
class Seen {
 public:
  static constexpr std::size_t most = 64 * 1024;
  Seen()
      : memory_(static_cast<int*>(::mmap(nullptr, most * sizeof(int),
                                         PROT_READ | PROT_WRITE,
                                         MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {}
  ~Seen() { ::munmap(memory_, most * sizeof(int)); }
  Seen(const Seen&) = delete;
  Seen& operator=(const Seen&) = delete;

  __attribute__((no_sanitize("thread"))) void add(const int* values,
                                                  std::size_t count) {
    int* row = memory_ + 1;
    for (int i = 0; i < memory_[0]; ++i, row += count) {
      std::size_t same = 0;
      while (same < count && row[same] == values[same]) ++same;
      if (same == count) return;
    }
    for (std::size_t i = 0; i < count; ++i) row[i] = values[i];
    ++memory_[0];
  }

  [[nodiscard]] std::set<Readings> all(std::size_t count) const {
    std::set<Readings> all;
    for (int i = 0; i < memory_[0]; ++i) {
      const int* row = memory_ + 1 + static_cast<std::size_t>(i) * count;
      all.emplace(row, row + count);
    }
    return all;
  }

 private:
  int* memory_;
};

int number(memory_order order) { return static_cast<int>(order); }

int take(const Step& step, std::array<std::uint32_t, 2>& variables) {
  std::uint32_t& it = variables[static_cast<std::size_t>(step.variable)];
  const auto value = static_cast<std::uint32_t>(step.value);
  const int order = number(step.order);
  auto expected = static_cast<std::uint32_t>(step.expected);
  switch (step.kind) {
    case Step::Kind::load:
      return static_cast<int>(::load(&it, order));
    case Step::Kind::store:
      ::store(&it, value, order);
      return 0;
    case Step::Kind::exchange:
      return static_cast<int>(::exchange(&it, value, order));
    case Step::Kind::compare_exchange:
      ::compare_exchange(&it, &expected, value, order, number(step.failure));
      return static_cast<int>(expected);
    default:
      ::fence(order);
      return 0;
  }
}

/// The last of the threads is main.
void run_once(const Program& program, Seen& seen) {
  std::array<std::uint32_t, 2> variables{};
  std::array<int, 16> values{};
  std::size_t count = 0;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < program.size(); ++t) {
    const auto work = [&, t, to = &values[count]] {
      for (std::size_t i = 0; i < program[t].size(); ++i) {
        to[i] = take(program[t][i], variables);
      }
    };
    count += program[t].size();
    if (t + 1 < program.size()) {
      threads.emplace_back(work);
    } else {
      work();
    }
  }
  for (std::thread& thread : threads) thread.join();
  for (std::uint32_t& it : variables) {
    values[count++] = static_cast<int>(::load(&it, 5));
  }
  seen.add(values.data(), count);
}

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}

  Program program() {
    Program program(below(8) == 0 ? 3 : 2);
    const int longest = program.size() == 2 ? 3 : 2;
    for (std::vector<Step>& thread : program) {
      const int length = longest - (below(3) == 0 ? 1 : 0);
      for (int i = 0; i < length; ++i) thread.push_back(step());
    }
    return program;
  }

 private:
  int below(int count) {
    return static_cast<int>(random_() % static_cast<unsigned>(count));
  }
  template <std::size_t count>
  memory_order one_of(const std::array<memory_order, count>& orders) {
    return orders[static_cast<std::size_t>(below(count))];
  }
  memory_order load_order() {
    return one_of<3>(
        {memory_order::relaxed, memory_order::acquire, memory_order::seq_cst});
  }
  memory_order store_order() {
    return one_of<3>(
        {memory_order::relaxed, memory_order::release, memory_order::seq_cst});
  }
  memory_order any_order() {
    return one_of<5>({memory_order::relaxed, memory_order::acquire,
                      memory_order::release, memory_order::acq_rel,
                      memory_order::seq_cst});
  }
  Step step() {
    Step step{.variable = below(2), .value = ++stored_};
    const int kind = below(10);
    if (kind < 4) {
      step.kind = Step::Kind::load;
      step.order = load_order();
    } else if (kind < 7) {
      step.kind = Step::Kind::store;
      step.order = store_order();
    } else if (kind < 8) {
      step.kind = Step::Kind::exchange;
      step.order = any_order();
    } else if (kind < 9) {
      step.kind = Step::Kind::compare_exchange;
      step.order = any_order();
      step.failure = load_order();
      step.expected = below(stored_);
    } else {
      step.kind = Step::Kind::fence;
      step.order = below(2) == 0 ? memory_order::seq_cst : any_order();
      if (step.order == memory_order::relaxed)
        step.order = memory_order::seq_cst;
    }
    return step;
  }

  std::mt19937 random_;
  int stored_ = 0;
};

std::string in_words(const Program& program) {
  static constexpr const char* kinds[] = {"load", "store", "exchange",
                                          "compare_exchange", "fence"};
  static constexpr const char* orders[] = {"relaxed", "consume", "acquire",
                                           "release", "acq_rel", "seq_cst"};
  std::ostringstream text;
  for (const std::vector<Step>& thread : program) {
    text << "thread:\n";
    for (const Step& it : thread) {
      text << "  " << kinds[static_cast<int>(it.kind)] << ' '
           << orders[number(it.order)] << " xy"[it.variable + 1] << " expected "
           << it.expected << " value " << it.value << " failure "
           << orders[number(it.failure)] << '\n';
    }
  }
  return text.str();
}

std::string in_words(const std::set<Readings>& outcomes) {
  std::ostringstream text;
  for (const Readings& outcome : outcomes) {
    for (const int value : outcome) text << value << ' ';
    text << '\n';
  }
  return text.str();
}

std::set<Readings> difference(const std::set<Readings>& from,
                              const std::set<Readings>& what) {
  std::set<Readings> rest;
  for (const Readings& it : from) {
    if (!what.contains(it)) rest.insert(it);
  }
  return rest;
}

}  // namespace

TEST_CASE("tiny programs do what C++ lets them do, and no more", "[gallery]") {
  const char* wanted = std::getenv("TINY_PROGRAMS");
  const unsigned programs =
      wanted != nullptr ? static_cast<unsigned>(std::atoi(wanted)) : 30;
  for (unsigned seed = 1; seed <= programs; ++seed) {
    const Program program = Draw{seed}.program();
    const std::set<Readings> allowed = axioms::outcomes(program);
    Seen seen;
    const Report report =
        run([&] { run_once(program, seen); }, Options{.schedules = 2'000'000});
    const std::set<Readings> shown = seen.all(allowed.begin()->size());
    INFO("seed " << seed << ", " << report.text << '\n' << in_words(program));
    INFO("not shown:\n" << in_words(difference(allowed, shown)));
    INFO("not allowed:\n" << in_words(difference(shown, allowed)));
    CHECK(report.text.starts_with("all "));
    CHECK(allowed == shown);
  }
}

#endif
