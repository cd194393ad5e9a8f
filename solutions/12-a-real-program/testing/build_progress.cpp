#include "testing/build_progress.hpp"

#include <cstddef>
#include <sstream>

namespace program {
namespace {

// Of a build that has only begun nobody can say how long it takes.
constexpr int steps_to_judge_by = 3;

struct Count {
  int done = 0;
  int all = 0;
};

// From a line such as "[34/60] Building CXX object x.o".
std::optional<Count> parse_count(std::string_view line) {
  std::istringstream in{std::string{line.substr(0, line.find(']'))}};
  Count count;
  char bracket = ' ';
  char slash = ' ';
  if (!(in >> bracket >> count.done >> slash >> count.all)) return {};
  if (bracket != '[' || slash != '/') return {};
  return count;
}

std::string in_words(std::chrono::seconds left) {
  if (left.count() < 20) return "some seconds";
  if (left.count() < 45) return "half a minute";
  const auto minutes = (left.count() + 30) / 60;
  if (minutes < 2) return "about a minute";
  return "about " + std::to_string(minutes) + " minutes";
}

std::string in_words(const Count& count, std::chrono::seconds so_far) {
  std::string steps =
      std::to_string(count.done) + " of " + std::to_string(count.all);
  if (count.done < steps_to_judge_by || count.done == count.all) return steps;
  return steps + ", " +
         in_words(so_far * (count.all - count.done) / count.done);
}

}  // namespace

std::optional<std::string> BuildProgress::take(std::string_view output,
                                               std::chrono::seconds so_far) {
  unfinished_line_ += output;
  std::optional<Count> last;
  for (auto end = unfinished_line_.find('\n'); end != std::string::npos;
       end = unfinished_line_.find('\n')) {
    const auto count = parse_count(unfinished_line_.substr(0, end));
    if (count) last = count;
    unfinished_line_.erase(0, end + 1);
  }
  if (!last) return std::nullopt;
  std::string text = in_words(*last, so_far);
  if (text == said_) return std::nullopt;
  said_ = text;
  return text;
}

}  // namespace program
