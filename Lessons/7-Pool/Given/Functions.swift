import Groundwork

/// A function that workers apply to many values.
///
/// A `PoolTask` brings its arguments with it. Here the function is sent once for each chunk, and the
/// values as one array: for numbers that is many times as fast.
///
/// ```swift
/// struct Half: PoolFunction {
///   func callAsFunction(_ number: Int) -> Double {
///     Double(number) / 2
///   }
/// }
///
/// let pool = try ProcessPool()
/// let halves = try pool.map(1...1_000_000, with: Half())
/// print(halves[0])  // 0.5
/// ```
///
/// As for a task, the type must be internal or public, and not declared inside of a function.
public protocol PoolFunction: Codable, Sendable {
  /// What the function is applied to.
  associatedtype Input: Codable & Sendable
  /// What it returns.
  associatedtype Output: Codable & Sendable

  /// Does the work for one value, on the main thread of a worker.
  func callAsFunction(_ input: Input) throws -> Output

  /// Does the work for a chunk; there is no need to write it.
  func outputs(of inputs: [Input]) throws -> [Output]
}

extension PoolFunction {
  /// Applies the function to each value.
  ///
  /// It is inlinable, so that it is compiled where the types are known: that is ten times as fast.
  ///
  /// - Parameter inputs: The values.
  /// - Returns: What it returned, in their order.
  /// - Throws: What the function throws first.
  @inlinable
  public func outputs(of inputs: [Input]) throws -> [Output] {
    try inputs.map { try self($0) }
  }
}

extension ProcessPool {
  /// Applies a function to many values, on all workers, and waits for all of them.
  ///
  /// It is a `map` of tasks that have a chunk of the values each. Blocks the thread, so that it can't
  /// be called in asynchronous code.
  ///
  /// - Parameters:
  ///   - inputs: The values, any number of them.
  ///   - function: The function.
  ///   - chunk: How many values a chunk has, at least 1; by default as many as make four chunks for
  ///     each worker.
  /// - Returns: What the function returned, in the order of `inputs`.
  /// - Throws: As `map` of tasks. If the function throws, the rest of its chunk is left out.
  @available(*, noasync)
  @inlinable
  public func map<Function: PoolFunction>(
    _ inputs: some Sequence<Function.Input>, with function: Function, chunk: Int? = nil
  ) throws -> [Function.Output] {
    try outputs(of: Array(inputs), with: function, chunk: chunk)
  }

  @usableFromInline
  func outputs<Function: PoolFunction>(
    of inputs: [Function.Input], with function: Function, chunk: Int?
  ) throws -> [Function.Output] {
    let share = 4 * engine.options.seats
    let size = chunk ?? max(1, (inputs.count + share - 1) / share)
    guard size > 0 else { throw PoolError.noSense("chunk", size) }
    let tasks = stride(from: 0, to: inputs.count, by: size).map { start in
      ApplyToAll(function: function, inputs: Array(inputs[start...].prefix(size)))
    }
    var all: [Function.Output] = []
    all.reserveCapacity(inputs.count)
    for outputs in try map(tasks, chunk: 1) { all += outputs }
    return all
  }
}

/// A function, and a chunk of what it is applied to.
struct ApplyToAll<Function: PoolFunction>: PoolTask {
  let function: Function
  let inputs: [Function.Input]

  func run() throws -> [Function.Output] { try function.outputs(of: inputs) }
}
