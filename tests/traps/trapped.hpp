/// @file
/// Right C++ that g++ 12 compiles wrongly: find_traps.cmake has to find each
/// line that ends in "trap", and no other.
#pragma once

#include <memory>

#include "loop.hpp"
#include "task.hpp"

namespace traps {

using workbook::Task;
using workbook::yield;

inline Task<int> give(int value) {
  co_await yield();
  co_return value;
}

/// Gives true `times` times, and then false.
inline Task<bool> more(int& times) {
  co_await yield();
  co_return times-- > 0;
}

inline Task<> in_if(int& result) {
  if (co_await give(3) == 3) result = 7;  // trap
}

inline Task<> in_nested(int& result) {
  if (bool(result) == (co_await give(0) != 0)) result = 7;  // trap
}

inline Task<> in_switch(int& result) {
  switch (co_await give(3)) {  // trap
    case 3:
      result = 7;
      break;
    default:
      break;
  }
}

inline Task<> in_while(int& result) {
  while (co_await more(result)) continue;  // trap
  result = 7;
}

inline Task<> in_for(int& result) {
  for (; co_await more(result);) continue;  // trap
  result = 7;
}

inline Task<> in_do(int& result) {
  do {
    ++result;
  } while (co_await give(0) != 0);  // trap
  result = 7;
}

/// Counts those who own `shared` once everybody else should be gone.
inline Task<> in_lambda(long& owners) {
  const auto shared = std::make_shared<int>(7);
  co_await [shared]() -> Task<> { co_await yield(); }();  // trap
  owners = shared.use_count();
}

/// All of it again, as it is right everywhere.
inline Task<> with_names(int& result) {
  const int three = co_await give(3);
  if (three == 3) result = 1;
  if (const int value = co_await give(3)) result += value - 3;
  if (auto value = co_await give(3); value == 3) result += 1;
  while (auto once = co_await more(result)) result += once ? 0 : 1;
  for (int left = co_await give(2); left > 0; --left) ++result;
  if (bool(result) == (three == 3)) co_await yield();
  while (result < 0) co_await yield();
  for (const int twice : {1, 2}) result += twice - twice;
  co_await yield();
  // Not even in a comment: if (co_await more(result))
  const auto shared = std::make_shared<int>(7);
  const auto named = [shared]() -> Task<> { co_await yield(); };
  co_await named();
  result = shared.use_count() == 2 ? 7 : 0;
}

}  // namespace traps
