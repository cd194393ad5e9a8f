/// @file
/// How one thread tells many others to give up: a channel that only closes.
#pragma once

#include "requests.hpp"
#include "select.hpp"

namespace program {

/// Nothing is ever sent on it. Closing it cancels: every select that receives
/// from it goes on at once, however many there are.
using Cancel = workbook::ChannelPtr<bool>;

/// Thrown by work that was cancelled.
struct Cancelled {};

[[nodiscard]] inline Cancel make_cancel() {
  return workbook::make_channel<bool>();
}

/// Whether the work was cancelled by now. Never waits.
[[nodiscard]] inline bool cancelled(const Cancel& cancel) {
  bool is_closed = false;
  workbook::select(
      workbook::on_receive(cancel, [&](auto) { is_closed = true; }),
      workbook::otherwise([] {}));
  return is_closed;
}

}  // namespace program
