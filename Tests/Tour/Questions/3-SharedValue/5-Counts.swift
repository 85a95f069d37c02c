struct AddToValue: ProcessTarget {
  let total: SharedValue<Int>

  func run() {
    for _ in 1...1000 { total.value += 1 }
  }
}

func countOneByOne() throws {
  let total = try SharedValue(0)
  for _ in 1...4 {
    let child = ChildProcess(AddToValue(total: total))
    try child.start()
    try child.join()
  }
  print(total.value)
}

struct AddToCounter: ProcessTarget {
  let total: SharedCounter

  func run() {
    for _ in 1...1000 { total.add(1) }
  }
}

func countTogether() throws {
  let total = try SharedCounter()
  let target = AddToCounter(total: total)
  _ = try runAll([target, target, target, target])
  print(total.value)
}

nonisolated(unsafe) var plainTotal = 0

struct AddToPlain: ProcessTarget {
  func run() {
    for _ in 1...1000 { plainTotal += 1 }
  }
}

func countForThemselves() throws {
  let target = AddToPlain()
  _ = try runAll([target, target, target, target])
  print(plainTotal)
}

struct AddToSlot: ProcessTarget {
  let index: Int
  let totals: SharedArray<Int>

  func run() {
    for _ in 1...1000 { totals[index] += 1 }
  }
}

func countInSlots() throws {
  let totals = try SharedArray<Int>(count: 4)
  _ = try runAll((0..<4).map { AddToSlot(index: $0, totals: totals) })
  print(totals.reduce(0, +))
}
