import Groundwork

/// Counts to 50,000 in two ways.
struct CountTwice: ProcessTarget {
  let value: SharedValue<Int>
  let counter: SharedCounter

  func run() {
    for _ in 0..<50_000 {
      value.value += 1
      counter.add(1)
    }
  }
}

/// Four children: the plain `+=` mostly loses some, the counter never does.
func countTwice() throws {
  let value = try SharedValue(0)
  let counter = try SharedCounter()
  let target = CountTwice(value: value, counter: counter)
  _ = try runAll([target, target, target, target])
  print("with +=:  \(value.value)")
  print("with add: \(counter.value)")
}
