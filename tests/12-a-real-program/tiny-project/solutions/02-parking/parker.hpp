#pragma once
#include "permit.hpp"
#include "store.hpp"
void park() { wait(); }
