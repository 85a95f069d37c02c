import Groundwork
import Synchronization

/// Many chunks of tasks in shared memory, from which the workers help themselves.
///
/// Each seat sends its worker a ticket, once. The worker then takes one chunk after the other, runs
/// it, and puts a short answer beside it. So a chunk costs no message, unless its answer is long,
/// and no worker waits for the pool. The pool looks at the answers when the worker finds no more
/// chunks, or has ended.
///
/// A worker takes a chunk by writing its ticket's number into the chunk's word, by one
/// compare-and-exchange. So nobody else takes it, and if the worker is killed, everybody can see
/// which chunks it had. Those that it had answered are done. The one that it had not has failed, and
/// was not run twice.
struct Batch: Codable {
  /// The number by which this process takes chunks that are not to be run any more.
  static let nobody = UInt32.max
  /// The room for a short answer, beginning with the word that says how long it is.
  private static let answerRoom = 64

  let typeName: String
  /// How many chunks there are.
  let count: Int
  /// A word for each chunk, then where each of them begins, then room for an answer to each, and then
  /// their bytes.
  let memory: SharedMemory

  /// Copies encoded chunks to shared memory.
  ///
  /// - Parameters:
  ///   - typeName: The name of the tasks' type.
  ///   - chunks: The bytes of all chunks, one after the other.
  ///   - ends: Where each chunk ends.
  /// - Throws: `SystemError`.
  init(typeName: String, chunks: [UInt8], endingAt ends: [Int]) throws {
    self.typeName = typeName
    count = ends.count
    let start = Self.place(of: count + 1, amongst: count) + count * Self.answerRoom
    memory = try SharedMemory(byteCount: start + chunks.count)
    memory.store(UInt64(start), at: place(of: 0))
    for (index, end) in ends.enumerated() {
      memory.store(UInt64(start + end), at: place(of: index + 1))
    }
    memory.withUnsafeMutableBytes { bytes in
      UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).copyBytes(from: chunks)
    }
  }

  /// Where the beginning of a chunk is written.
  private func place(of index: Int) -> Int { Self.place(of: index, amongst: count) }

  private static func place(of index: Int, amongst count: Int) -> Int {
    (4 * count + 7) / 8 * 8 + 8 * index
  }

  /// Takes a chunk; false if somebody else has it.
  func take(_ index: Int, for ticket: UInt32) -> Bool {
    let word = SharedWord(in: memory, at: 4 * index)
    return word.load() == 0 && word.compareExchange(expected: 0, desired: ticket).exchanged
  }

  /// Whose a chunk is; 0 if nobody has it.
  func owner(of index: Int) -> UInt32 { SharedWord(in: memory, at: 4 * index).load() }

  /// Whether there is a chunk that nobody has.
  var hasFree: Bool { (0..<count).contains { owner(of: $0) == 0 } }

  /// Calls `body` with the bytes of a chunk.
  func withBytes<Result>(
    of index: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let start = Int(memory.load(at: place(of: index), as: UInt64.self))
    let end = Int(memory.load(at: place(of: index + 1), as: UInt64.self))
    return try memory.withUnsafeMutableBytes { bytes in
      try body(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
    }
  }

  /// The word that says how long a chunk's answer is, whose bytes follow it; 0 if there is none.
  private func answerWord(of index: Int) -> SharedWord {
    SharedWord(in: memory, at: place(of: count + 1) + index * Self.answerRoom)
  }

  /// Puts an answer beside its chunk; false if it is too long, or has to be sent for another reason.
  func keep(_ answer: some Answering, of index: Int) -> Bool {
    // An answer with handles can't be encoded here.
    let isKept = try? WireEncoder().withEncodedBytes(of: answer) { bytes in
      let word = answerWord(of: index)
      guard bytes.count <= Self.answerRoom - 4 else { return false }
      memory.withUnsafeMutableBytes { memory in
        let room = UnsafeMutableRawBufferPointer(rebasing: memory[(word.offset + 4)...])
        room.copyMemory(from: bytes)
      }
      // Last: a worker that is killed before has not answered.
      word.store(UInt32(bytes.count))
      return true
    }
    return isKept ?? false
  }

  /// Calls `body` with the answer that was put beside a chunk, if there is one.
  func withAnswer(of index: Int, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    let word = answerWord(of: index)
    let byteCount = Int(word.load())
    guard byteCount > 0 else { return false }
    memory.withUnsafeMutableBytes { bytes in
      body(UnsafeRawBufferPointer(rebasing: bytes[(word.offset + 4)...].prefix(byteCount)))
    }
    return true
  }
}

/// The right of one worker to take chunks of a batch.
struct Ticket: Codable {
  let batch: Batch
  let number: UInt32
}

/// A long answer to one chunk of a batch.
struct ChunkAnswer: Answering, Encodable {
  let index: Int
  let answer: any Answering

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(index)
    try container.encode(answer)
  }

  func encodable() -> ChunkAnswer { ChunkAnswer(index: index, answer: answer.encodable()) }

  func failing(with failure: TaskFailure) -> ChunkAnswer {
    ChunkAnswer(index: index, answer: answer.failing(with: failure))
  }
}

/// What a worker sends when it found no more chunks: shorter than any answer.
struct EndOfBatch: Answering, Encodable {
  func encode(to encoder: any Encoder) throws { _ = encoder.unkeyedContainer() }
  func encodable() -> EndOfBatch { self }
  func failing(with failure: TaskFailure) -> EndOfBatch { self }
}

/// A chunk's answer as the pool receives it; the end has no index.
private struct ReceivedAnswer<Output: Codable & Sendable>: Decodable {
  let index: Int?
  let answer: Result<Answer<Output>, any Error>

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    index = try container.decodeIfPresent(Int.self)
    answer = Result { [index] in
      if index == nil { return .outputs([]) }
      return try container.decode(Answer<Output>.self)
    }
  }
}

/// A batch, as the pool sees it.
final class BatchJob<Output: Codable & Sendable>: Sendable {
  typealias Outcome = Result<Answer<Output>, PoolError>

  private struct State {
    var isAnswered: [Bool]
    /// How many tickets there were, and how many are in use.
    var tickets: UInt32 = 0
    var ticketsInUse = 0
    /// How many workers in a row have ended before they had taken a chunk.
    var losses = 0
  }

  private let batch: Batch
  private let state: Mutex<State>
  private let done: @Sendable (Int, Outcome) -> Void

  init(_ batch: Batch, done: @escaping @Sendable (Int, Outcome) -> Void) {
    self.batch = batch
    self.done = done
    state = Mutex(State(isAnswered: Array(repeating: false, count: batch.count)))
  }

  /// A job that lets a worker help itself.
  func ticket() throws -> PoolJob {
    let number = state.withLock { state in
      state.tickets += 1
      state.ticketsInUse += 1
      return state.tickets
    }
    let order = Order(typeName: batch.typeName, content: Ticket(batch: batch, number: number))
    return try PoolJob(
      order, of: "a chunk of tasks", received: { try self.received($0, number) },
      failed: { self.failed(number, $0) })
  }

  /// Hands on what the worker has sent; returns whether it will send more.
  private func received(_ message: Message, _ number: UInt32) throws -> Bool {
    let received = try message.decoded(ReceivedAnswer<Output>.self)
    if let index = received.index {
      answer(index, received.answer.mapError { undecodable($0) })
      return true
    }
    for index in taken(by: number) { _ = answerFromMemory(index) }
    state.withLock { $0.ticketsInUse -= 1 }
    return false
  }

  /// The chunks that the worker with this ticket had.
  private func taken(by number: UInt32) -> [Int] {
    (0..<batch.count).filter { batch.owner(of: $0) == number }
  }

  /// Hands on the answer that a worker has put beside a chunk; returns whether there is one.
  private func answerFromMemory(_ index: Int) -> Bool {
    batch.withAnswer(of: index) { bytes in
      do {
        answer(index, .success(try WireDecoder().decode(Answer<Output>.self, from: bytes)))
      } catch {
        answer(index, .failure(undecodable(error)))
      }
    }
  }

  private func undecodable(_ error: any Error) -> PoolError {
    .undecodable("\(Output.self)", reason(of: error))
  }

  /// The worker did not come to the end: what it had and did not answer has failed.
  ///
  /// - Returns: Another ticket, if another worker is to do what is left.
  private func failed(_ number: UInt32, _ error: PoolError) -> PoolJob? {
    let taken = taken(by: number)
    for index in taken where !answerFromMemory(index) { answer(index, .failure(error)) }
    let isWorkerLost = if case .workerDied = error { true } else { false }
    let (isLast, losses) = state.withLock { state in
      state.ticketsInUse -= 1
      state.losses = taken.isEmpty ? state.losses + 1 : 0
      return (state.ticketsInUse == 0, state.losses)
    }
    if isWorkerLost, losses < 4, batch.hasFree, let ticket = try? ticket() { return ticket }
    // With no ticket in use, nobody would do what is left.
    if isLast {
      for index in 0..<batch.count where batch.take(index, for: Batch.nobody) {
        answer(index, .failure(error))
      }
    }
    return nil
  }

  /// Hands on what became of a chunk, unless that was done before.
  private func answer(_ index: Int, _ outcome: Outcome) {
    let isFirst = state.withLock { state in
      defer { state.isAnswered[index] = true }
      return !state.isAnswered[index]
    }
    if isFirst { done(index, outcome) }
  }
}
