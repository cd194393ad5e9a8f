#include "store.hpp"
TEST_CASE("a read sees the last write, whole", "[01][task1]")
TEST_CASE("two writes, one after the other", "[01][task2]")
