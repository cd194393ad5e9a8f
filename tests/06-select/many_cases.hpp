/// @file
/// A select of more cases than anybody has written down.
#pragma once

#include <array>
#include <cstddef>
#include <utility>

#include "channel.hpp"
#include "handlers.hpp"
#include "select.hpp"

namespace workbook_tests {

/// As many as are in no set of 64 bits and in no array of 128.
using ManyInputs = std::array<workbook::Channel<int>, 130>;

/// Those of them that a test sends to.
inline constexpr std::size_t some_of_many[] = {0, 63, 64, 127, 128, 129};

/// Receives from any of them and returns its index.
inline std::size_t receive_from_any(ManyInputs& inputs) {
  using workbook::select;
  return [&]<std::size_t... i>(std::index_sequence<i...>) {
    return select(workbook::on_receive(std::get<i>(inputs), ignore)...);
  }
  (std::make_index_sequence<std::tuple_size_v<ManyInputs>>{});
}

}  // namespace workbook_tests
