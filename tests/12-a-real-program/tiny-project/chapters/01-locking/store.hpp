#pragma once
// A stand-in for a chapter's starter.
void read() { todo("01: Store::read", "task 1"); }
void write() { todo("01: Store::write", "task 2"); }
