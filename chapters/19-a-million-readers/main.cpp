// Chapter 19: the op-count program, on threads or on tasks. See
// `op-count --help`.
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include "op_count.hpp"
#include "op_count_tasks.hpp"

namespace {

constexpr std::string_view usage =
    R"(usage: op-count [OPTION VALUE]...
Threads or tasks read and write a map that one of them owns; prints how many
operations they completed.

  --clients threads|tasks  what reads, writes and owns (default threads)
  --workers N           threads that the tasks run on (default 1)
  --readers N           clients that read (default 100)
  --writers N           clients that write (default 10)
  --keys N              keys in use (default 5)
  --pause-us N          rest after an operation, in microseconds (default 1000)
  --seconds S           how long, for instance 0.5 (default 1)
  --state owner|mutex   who guards the map (default owner)
  --reply-capacity 0|1  of the reply channels (default 1; in Go's program 0)
  --help                prints this
)";

constexpr int most_tasks = 10'000'000;
constexpr int most_threads = 100'000;

struct BadOption : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

struct Settings {
  workbook::OpCountOptions options;
  bool locked = false;
  bool tasks = false;
  unsigned workers = 1;
  bool help = false;
};

template <class Number>
Number parse(std::string_view option, std::string_view text, Number least,
             Number most) {
  std::istringstream input{std::string{text}};
  Number value{};
  input >> std::noskipws >> value;
  if (input && input.peek() == EOF && value >= least && value <= most) {
    return value;
  }
  std::ostringstream sentence;
  sentence << option << " takes a number from " << least << " to " << most
           << ", not '" << text << "'";
  throw BadOption{sentence.str()};
}

bool parse_locked(std::string_view text) {
  if (text == "mutex") return true;
  if (text == "owner") return false;
  throw BadOption{"--state takes owner or mutex, not '" + std::string{text} +
                  "'"};
}

bool parse_tasks(std::string_view text) {
  if (text == "tasks") return true;
  if (text == "threads") return false;
  throw BadOption{"--clients takes threads or tasks, not '" +
                  std::string{text} + "'"};
}

void apply(Settings& settings, std::string_view option, std::string_view text) {
  auto& options = settings.options;
  const int most_clients = settings.tasks ? most_tasks : most_threads;
  if (option == "--readers") {
    options.readers = parse(option, text, 0, most_clients);
  } else if (option == "--writers") {
    options.writers = parse(option, text, 0, most_clients);
  } else if (option == "--keys") {
    options.keys = parse(option, text, 1, 1'000'000'000);
  } else if (option == "--pause-us") {
    using std::chrono::microseconds;
    options.pause =
        microseconds{parse<microseconds::rep>(option, text, 0, 3'600'000'000)};
  } else if (option == "--seconds") {
    const std::chrono::duration<double> run{parse(option, text, 0.0, 86'400.0)};
    options.run_for = std::chrono::ceil<std::chrono::nanoseconds>(run);
  } else if (option == "--reply-capacity") {
    options.reply_capacity =
        static_cast<std::size_t>(parse(option, text, 0, 1));
  } else if (option == "--clients") {
    settings.tasks = parse_tasks(text);
  } else if (option == "--workers") {
    settings.workers = parse(option, text, 1U, 1'000U);
  } else if (option == "--state") {
    settings.locked = parse_locked(text);
  } else {
    throw BadOption{"unknown option '" + std::string{option} + "'"};
  }
}

bool known(std::string_view option) {
  const std::string with_space = std::string{option} + ' ';
  return option.starts_with("--") &&
         usage.find(with_space) != std::string_view::npos;
}

// How many clients there may be depends on what they are.
bool asks_for_tasks(int count, char** arguments) {
  for (int i = 1; i + 1 < count; i += 2) {
    if (arguments[i] == std::string_view{"--clients"}) {
      return parse_tasks(arguments[i + 1]);
    }
  }
  return false;
}

Settings parse_all(int count, char** arguments) {
  Settings settings;
  settings.tasks = asks_for_tasks(count, arguments);
  for (int i = 1; i < count; i += 2) {
    const std::string_view option = arguments[i];
    if (option == "--help") return {.options = {}, .help = true};
    if (i + 1 == count && known(option)) {
      throw BadOption{std::string{option} + " needs a value"};
    }
    apply(settings, option, i + 1 < count ? arguments[i + 1] : "");
  }
  return settings;
}

// What the options say together.
void check(const Settings& settings) {
  if (settings.tasks && settings.locked) {
    throw BadOption{"--state mutex is for --clients threads"};
  }
  if (!settings.tasks && settings.workers > 1) {
    throw BadOption{"--workers is for --clients tasks"};
  }
}

workbook::OpCounts count(const Settings& settings) {
  if (settings.tasks) {
    return workbook::count_ops_tasks(settings.options, settings.workers);
  }
  return settings.locked ? workbook::count_ops_locked(settings.options)
                         : workbook::count_ops(settings.options);
}

int run(const Settings& settings) {
  if (settings.help) {
    std::cout << usage;
  } else {
    check(settings);
    const auto counts = count(settings);
    std::cout << "readOps: " << counts.reads << '\n'
              << "writeOps: " << counts.writes << '\n';
  }
  if (std::cout.flush()) return 0;
  std::cerr << "op-count: cannot write to standard output\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) try {
  return run(parse_all(argc, argv));
} catch (const BadOption& error) {
  std::cerr << "op-count: " << error.what() << " (see --help)\n";
  return 2;
} catch (const std::system_error& error) {
  std::cerr << "op-count: cannot start the threads: " << error.what() << '\n';
  return 2;
} catch (const std::exception& error) {
  std::cerr << "op-count: " << error.what() << '\n';
  return 1;
}
