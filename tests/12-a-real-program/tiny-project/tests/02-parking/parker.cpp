#include "parker.hpp"
TEST_CASE("park waits for the permit", "[02][task1]")
