// The program of chapter 19 in Go, for beside_go.sh. Like ours it counts from
// when every client has had its first reply.
package main

import (
	"flag"
	"fmt"
	"math/rand"
	"runtime"
	"sync/atomic"
	"time"
)

type readOp struct {
	key   int
	reply chan int
}

type writeOp struct {
	key, value int
	reply      chan bool
}

func serve(reads chan readOp, writes chan writeOp) {
	state := make(map[int]int)
	for {
		select {
		case read := <-reads:
			read.reply <- state[read.key]
		case write := <-writes:
			state[write.key] = write.value
			write.reply <- true
		}
	}
}

func main() {
	readers := flag.Int("readers", 100, "goroutines that read")
	seconds := flag.Float64("seconds", 1, "how long")
	flag.Parse()

	reads, writes := make(chan readOp), make(chan writeOp)
	var readOps, writeOps, answered atomic.Int64
	go serve(reads, writes)
	repeat := func(operation func(), count *atomic.Int64) {
		for newcomer := true; ; newcomer = false {
			operation()
			count.Add(1)
			if newcomer {
				answered.Add(1)
			}
			time.Sleep(time.Millisecond)
		}
	}
	for i := 0; i < *readers; i++ {
		go repeat(func() {
			read := readOp{rand.Intn(5), make(chan int, 1)}
			reads <- read
			<-read.reply
		}, &readOps)
	}
	for i := 0; i < 10; i++ {
		go repeat(func() {
			write := writeOp{rand.Intn(5), rand.Intn(100), make(chan bool, 1)}
			writes <- write
			<-write.reply
		}, &writeOps)
	}
	for answered.Load() < int64(*readers)+10 {
		runtime.Gosched()
	}
	firstReads, firstWrites := readOps.Load(), writeOps.Load()
	time.Sleep(time.Duration(*seconds * float64(time.Second)))
	fmt.Println("readOps:", readOps.Load()-firstReads)
	fmt.Println("writeOps:", writeOps.Load()-firstWrites)
}
