/// @file
/// Runs tasks under every order in which one thread could run them, and shows
/// the first order that fails.
#pragma once

#include <functional>
#include <string>

#include "choices.hpp"
#include "executor.hpp"
#include "search.hpp"
#include "world.hpp"

namespace orders {

using Body = std::function<void(World&)>;

/// The order that `choices` make of `body`.
inline void run_order(const Body& body, Choices& choices, const Watch& watch) {
  const int before = Alive::count;
  World world{choices, watch};
  try {
    body(world);
  } catch (const workbook::Deadlock& deadlock) {
    throw Failed{std::string{"deadlock: "} + deadlock.what()};
  }
  if (Alive::count != before) throw Failed{"a frame was left"};
}

inline Order orders_of(const Body& body) {
  return [&body](Choices& choices, const Watch& watch) {
    run_order(body, choices, watch);
  };
}

/// Runs `body` under every order, or under so many that are drawn where there
/// are more than `most`.
inline Report run(const Body& body, long most = 20'000) {
  return search(orders_of(body), most);
}

/// The same, and in a process of its own, so that no crash and no endless loop
/// does harm. Prints how many orders there were. Throws Failed, having printed
/// the order, when one fails.
inline void explore(const Body& body, long most = 20'000) {
  search_apart(orders_of(body), most);
}

}  // namespace orders
