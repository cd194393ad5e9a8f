#include "mailbox.hpp"

#include <thread>

#include "explorer.hpp"

namespace {

void a_letter_arrives() {
  Mailbox mailbox;
  explorer::name(mailbox, "mailbox");
  auto postman = explorer::start("postman", [&] { mailbox.put(7); });
  explorer::expect_equal(mailbox.take(), 7, "the letter that was put");
}

}  // namespace

int main() {
  try {
    explorer::explore(a_letter_arrives);
    return 0;
  } catch (const explorer::Failed&) {
    return 1;  // the report is on stderr
  }
}
