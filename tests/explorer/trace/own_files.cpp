#include "own_files.hpp"

namespace explorer {
namespace {

const char* the_names = "";

}  // namespace

void set_own_files(const char* names) noexcept { the_names = names; }

const char* own_files() noexcept { return the_names; }

}  // namespace explorer
