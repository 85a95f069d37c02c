import CFloors
import Foundation
import Groundwork
import SolutionEvent
import SolutionPipe
import SolutionPool
import SolutionProcess
import SolutionQueue
import SolutionSubprocess

/// What a unit of work costs, at several sizes of the whole: `benchmarks --curves`.
///
/// A flat curve means that twice the work takes twice the time. One that rises would be a library
/// that gets slower the more is asked of it.
struct Curve {
  /// What grows, as a heading: `Pipe: bytes of one stream`.
  let title: String
  /// What is paid for: `megabyte`.
  let unit: String
  let sizes: [Int]
  /// A size in words, where it is not a plain number.
  var label: (Int) -> String = { short($0) }
  /// Does the work of a size, and says how long that took and how many units it was.
  let run: (_ size: Int) throws -> (time: Duration, units: Int)

  /// Measures each size; small ones three times.
  ///
  /// - Parameter isQuick: Whether the two smallest sizes are enough, once each.
  /// - Returns: A point for each size: the median.
  /// - Throws: What the work throws.
  func measure(isQuick: Bool) throws -> [Point] {
    // What is done for the first time takes longer.
    _ = try run(sizes[0])
    return try sizes.prefix(isQuick ? 2 : sizes.count).map { size in
      var costs: [Double] = []
      let start = ContinuousClock.now
      repeat {
        let (time, units) = try run(size)
        costs.append(time / .nanoseconds(1) / Double(units))
      } while !isQuick && costs.count < 3 && start.duration(to: .now) < .seconds(10)
      return Point(size: size, cost: costs.quantile(0.5))
    }
  }

  struct Point {
    let size: Int
    /// Of a unit, in nanoseconds.
    let cost: Double
  }
}

/// A number with few digits: 500, 10k, 1M.
func short(_ number: Int) -> String {
  switch number {
  case ..<10_000: "\(number)"
  case ..<1_000_000: "\(number / 1_000)k"
  default: "\(number / 1_000_000)M"
  }
}

/// All curves, in the order of the picture.
///
/// What is measured first shows best what memory it takes.
func curves() -> [Curve] {
  [
    Curve(
      title: "Bytes through one connection", unit: "megabyte", sizes: [10, 100, 1_000, 10_000],
      label: { $0 < 1_000 ? "\($0) MB" : "\($0 / 1_000) GB" }, run: stream),
    Curve(
      title: "Children alive at once", unit: "child", sizes: [1, 10, 50, 100, 200, 500],
      run: children),
    Curve(
      title: "Producers and consumers of one queue", unit: "item",
      sizes: [1, 2, 4, 8, 16, 32, 64], run: queueUsers),
    Curve(
      title: "Workers of one pool", unit: "task", sizes: [1, 2, 4, 8, 16, 32, 64],
      run: { try pool(workers: $0, tasks: 100_000) }),
    Curve(
      title: "Tasks of one map", unit: "task", sizes: [1_000, 10_000, 100_000, 1_000_000],
      run: { try pool(workers: 2, tasks: $0) }),
    Curve(
      title: "Programs in a row", unit: "program", sizes: [10, 100, 1_000, 10_000],
      run: programs),
  ]
}

/// Prints the curves as a table.
///
/// - Parameters:
///   - folder: Where the pictures go; nil for none.
///   - isQuick: Whether two sizes of each are enough.
/// - Throws: What the work throws.
func showCurves(picturesIn folder: String?, isQuick: Bool) throws {
  var drawn: [(Curve, [Curve.Point])] = []
  for curve in curves() {
    let points = try curve.measure(isQuick: isQuick)
    drawn.append((curve, points))
    let row = points.map { "\(curve.label($0.size)): \(time($0.cost))" }.joined(separator: "  ")
    print("\(curve.title), per \(curve.unit):\n  \(row)")
    print("  The most memory that this process had so far: \(floor_peak_memory() / 1_000_000) MB")
    fflush(nil)
  }
  guard let folder else { return }
  for (name, colors) in [("curves.svg", Colors.light), ("curves~dark.svg", .dark)] {
    try picture(of: drawn, colors).write(
      toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }
}

// MARK: - The work

/// Waits until all are told to end.
struct Waiter: ProcessTarget {
  let end: SharedEvent

  func run() { end.wait() }
}

/// Starts children that are all alive before the first one ends.
private func children(_ count: Int) throws -> (Duration, Int) {
  let end = try SharedEvent()
  let children = (0..<count).map {
    ChildProcess(Waiter(end: end), name: "waiter \($0)", endsWithParent: true)
  }
  let time = try ContinuousClock().measure {
    for child in children { try child.start() }
    end.set()
    for child in children { try child.join() }
  }
  return (time, count)
}

/// Puts numbers, or gets them, between two meetings with all others.
struct QueueUser: ProcessTarget {
  let queue: SharedQueue<Int>
  let line: SharedBarrier
  let count: Int
  let isProducer: Bool

  func run() throws {
    try line.wait()
    if isProducer {
      for number in 0..<count { try queue.put(number) }
    } else {
      for _ in 0..<count { _ = try queue.get() }
    }
    try line.wait()
  }
}

private func queueUsers(_ pairs: Int) throws -> (Duration, Int) {
  let queue = try SharedQueue<Int>()
  let line = try SharedBarrier(parties: 2 * pairs + 1)
  let count = 256_000 / pairs
  let children = (0..<2 * pairs).map {
    ChildProcess(
      QueueUser(queue: queue, line: line, count: count, isProducer: $0 % 2 == 0),
      name: "user \($0)", endsWithParent: true)
  }
  for child in children { try child.start() }
  try line.wait()
  let time = try ContinuousClock().measure { _ = try line.wait() }
  for child in children { try child.join() }
  return (time, count * pairs)
}

/// Lets a pool that is warm map many numbers.
private func pool(workers: Int, tasks count: Int) throws -> (Duration, Int) {
  let pool = try ProcessPool(workers: workers)
  defer { pool.terminate() }
  let tasks = (0..<count).map { Doubling(number: $0) }
  _ = try pool.map(tasks.prefix(64 * workers), chunk: 1)
  let time = try ContinuousClock().measure { keep(try pool.map(tasks)) }
  return (time, count)
}

/// Sends messages of a megabyte, as many as it is told.
struct Sender: ProcessTarget {
  let connection: Connection
  let count: Int

  func run() throws {
    let megabyte = [UInt8](repeating: 1, count: 1_000_000)
    for _ in 0..<count { try connection.send(megabyte) }
  }
}

private func stream(megabytes: Int) throws -> (Duration, Int) {
  let partner = try Partner { Sender(connection: $0, count: megabytes) }
  defer { partner.close() }
  keep(try partner.connection.receive([UInt8].self))
  let time = try ContinuousClock().measure {
    for _ in 1..<megabytes { keep(try partner.connection.receive([UInt8].self)) }
  }
  return (time, megabytes - 1)
}

private func programs(_ count: Int) throws -> (Duration, Int) {
  let time = try ContinuousClock().measure {
    for _ in 0..<count { try Subprocess.run(["true"], check: true) }
  }
  return (time, count)
}
