/// @file
/// Chapter 11: what a channel is locked with (in chapter 6 it is a std::mutex).
#pragma once

#include "ends.hpp"

namespace workbook {

/// Guards a channel.
using ChannelMutex = Ends;

}  // namespace workbook
