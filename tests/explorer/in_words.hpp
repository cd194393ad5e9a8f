/// @file
/// Values as a failed expectation shows them.
#pragma once

#include <atomic>
#include <concepts>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

namespace explorer {

// A template, lest other types come here by a conversion.
template <std::same_as<bool> Truth>
std::string in_words(Truth value) {
  return value ? "true" : "false";
}

inline std::string in_words(std::string_view text) {
  return '"' + std::string{text} + '"';
}

/// A string of any kind, a literal among them.
template <class Text>
concept Words = std::convertible_to<const Text&, std::string_view>;

template <std::integral Number>
requires(!std::same_as<Number, bool>) std::string in_words(Number number) {
  return std::to_string(number);
}

template <class T>
std::string in_words(const std::atomic<T>& value) {
  return in_words(value.load());
}

template <class T>
std::string in_words(const std::optional<T>& value) {
  return value ? in_words(*value) : "nothing";
}

template <std::ranges::range Values>
requires(!Words<Values>)  // a range of characters
    std::string in_words(const Values& values) {
  std::string list;
  for (const auto& value : values) {
    list += (list.empty() ? "" : ", ") + in_words(value);
  }
  return '{' + list + '}';
}

/// Numbers compare by what they are, whether they have a sign or not.
template <class A, class B>
bool are_equal(const A& a, const B& b) {
  constexpr bool numbers = std::integral<A> && std::integral<B> &&
                           !std::same_as<A, bool> && !std::same_as<B, bool>;
  if constexpr (numbers) {
    return std::cmp_equal(a, b);
  } else {
    return a == b;
  }
}

}  // namespace explorer
