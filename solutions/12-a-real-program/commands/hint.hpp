/// @file
/// Hints, one more each time.
#pragma once

#include "commands/session.hpp"
#include "project/project.hpp"
#include "screen/text.hpp"

namespace program {

/// The next hint for the task, and keeps in mind that it was shown. The last
/// one is shown again and again. Throws UserError when there are none.
[[nodiscard]] Page next_hint(Session& session, const Chapter& chapter,
                             int task);

}  // namespace program
