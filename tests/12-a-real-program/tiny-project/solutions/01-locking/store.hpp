#pragma once
// A stand-in for a chapter's starter.
void read() { lock(); }
void write() { lock(); }
