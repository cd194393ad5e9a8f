#pragma once
#include "store.hpp"
void park() { todo("02: Parker::park", "task 1"); }
