import Groundwork

/// Finds out whether a number is prime, by division.
struct IsPrime: PoolTask {
  let number: Int

  func run() -> Bool {
    if number < 2 { return false }
    var divisor = 2
    while divisor * divisor <= number {
      if number.isMultiple(of: divisor) { return false }
      divisor += divisor == 2 ? 1 : 2
    }
    return true
  }
}

/// Asks a pool from asynchronous code, as the documentation of `concurrent.futures` does.
struct PrimeQuestions: AsyncProcessTarget {
  private static let numbers = [10_000_019, 1_000_000_007, 1_000_000_007 * 3, 561, 97]

  func runAsync() async throws {
    let pool = try ProcessPool(workers: 2)
    defer { pool.terminate() }
    let answers = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
      for number in Self.numbers {
        group.addTask { (number, try await pool.run(IsPrime(number: number))) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for number in Self.numbers {
      print("\(number) is prime: \(answers[number] ?? false)")
    }
  }
}
