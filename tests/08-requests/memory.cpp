// Assignment: let a request leave nothing behind when it was answered. File:
// chapters/08-requests/requests.hpp.

#include "memory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <thread>

#include "channel.hpp"
#include "explorer.hpp"
#include "requests.hpp"

using explorer::explore;
using explorer::settle;
using explorer::start;
using workbook::ask_read;
using workbook::ask_write;
using workbook::Channel;
using workbook::ReadOp;
using workbook::WriteOp;
using workbook_tests::expect_no_more_memory;

TEST_CASE("a request that was answered keeps no memory", "[08][task3]") {
  explore(
      [] {
        Channel<ReadOp> reads;
        Channel<WriteOp> writes;
        std::jthread reads_owner = start("owner of reads", [&] {
          for (ReadOp& request : reads) request.reply->send(request.key);
        });
        std::jthread writes_owner = start("owner of writes", [&] {
          for (WriteOp& request : writes) request.reply->send(true);
        });
        int key = 0;
        expect_no_more_memory(
            100,
            [&] {
              static_cast<void>(ask_read(reads, ++key));
              static_cast<void>(ask_write(writes, key, key));
              settle();
            },
            "as much memory in use after 200 reads and writes as after 100");
        reads.close();
        writes.close();
      },
      {.schedules = 2, .max_steps = 1'000'000});
}
