/// @file
/// Whether something throws.
#pragma once

namespace workbook_tests {

/// Whether `call` throws an Exception.
template <class Exception, class Call>
bool throws(Call call) {
  try {
    call();
  } catch (const Exception&) {
    return true;
  }
  return false;
}

}  // namespace workbook_tests
