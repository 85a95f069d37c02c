import Groundwork

/// A meeting point: nobody passes before all parties have come, and then it is ready for the next
/// round.
///
/// Codable while a child is started or a message is sent; a copy is the same barrier, not another
/// one. At most as many threads as there are parties may use it at a time.
///
/// ```swift
/// struct Hiker: ProcessTarget {
///   let hut: SharedBarrier
///
///   func run() throws {
///     print("\(CurrentProcess.name) is at the hut")
///     try hut.wait()
///     print("\(CurrentProcess.name) goes on: all are there")
///   }
/// }
///
/// let hiker = Hiker(hut: try SharedBarrier(parties: 3))
/// _ = try runAll([hiker, hiker, hiker])
/// ```
public struct SharedBarrier: Sendable, Codable {
  /// How many have to come.
  public let parties: Int

  /// The round at this moment, as bits; who waits sleeps on the lower half.
  ///
  /// - Changed by compare-and-exchange only, from one round to the next, or to the same one, broken.
  ///   So a party that comes too late changes nothing.
  /// - Whoever changes it wakes all who sleep.
  package let state: SharedWord64

  /// Makes a barrier for `parties` threads, in memory of its own.
  ///
  /// - Parameter parties: How many have to come: from one to 16,777,216.
  /// - Throws: `BarrierError.badParties`; `SystemError`, if there is no memory.
  public init(parties: Int) throws {
    guard (1...1 << 24).contains(parties) else { throw BarrierError.badParties(parties) }
    let memory = try SharedMemory(byteCount: Self.byteCount(parties: parties))
    self.init(parties: parties, in: memory, at: 0)
  }

  /// The barrier in the `byteCount(parties:)` bytes of `memory` at `offset`, a multiple of eight.
  ///
  /// Zeroed memory is a barrier to which nobody has come yet.
  package init(parties: Int, in memory: SharedMemory, at offset: Int) {
    precondition(parties > 0, "A barrier needs at least one party, not \(parties).")
    self.parties = parties
    state = SharedWord64(in: memory, at: offset)
  }

  /// How many bytes of memory a barrier takes.
  package static func byteCount(parties: Int) -> Int { 8 + 8 * max(parties, 0) }

  /// The place number `index` of the meeting: who came, and in which round (see `Place`).
  ///
  /// - A party takes a place by one compare-and-exchange, which names it at the same time: whenever
  ///   it is killed, it has not come, or the others know whom to look after.
  /// - It never leaves: in the next round the place is free, because its round is over.
  package func place(_ index: Int) -> SharedWord64 {
    SharedWord64(in: state.memory, at: state.offset + 8 + 8 * index)
  }
}

/// What can go wrong at a barrier.
public enum BarrierError: Error, Hashable, CustomStringConvertible {
  /// The barrier is broken, or was reset: the parties can't all come.
  case broken
  /// A barrier can't have so many parties.
  case badParties(Int)

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .broken:
      """
      The barrier is broken: a party waited for too long, was killed while it waited, or reset the \
      barrier. Once all have left, reset() makes it usable again
      """
    case .badParties(let parties):
      "A barrier is for 1 to 16,777,216 parties, not \(parties)"
    }
  }
}

// MARK: - Rounds

extension SharedBarrier {
  /// The state of a barrier: 64 bits, all changed in one step.
  package struct Round: Equatable, Sendable {
    /// The bits: whether the round is broken, which it is, and how many were completed before it.
    ///
    /// - Bit 0: whether it is broken. Then it stays so until `reset`.
    /// - Bits 1 to 31: its number.
    /// - Bits 32 to 63: how many rounds were completed. Nobody lags behind by more than one.
    package var rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Whether no one passes any more.
    package var isBroken: Bool { rawValue & 1 != 0 }

    /// The same round, broken.
    package var broken: Round { Round(rawValue: rawValue | 1) }

    /// The next round, after all have come to this one.
    package var completed: Round { Round(rawValue: abandoned.rawValue &+ 1 << 32) }

    /// The next round, after this one has come to nothing.
    package var abandoned: Round {
      Round(rawValue: rawValue & 0xFFFF_FFFF_0000_0000 | UInt64(lowerHalf & ~1 &+ 2))
    }

    /// Whether all had come to `earlier`, and so it was completed, given that it is over.
    package func isAfterCompletion(of earlier: Round) -> Bool {
      rawValue >> 32 != earlier.rawValue >> 32
    }

    /// The half to sleep on: it differs in each round, and when the round is broken.
    package var lowerHalf: UInt32 { UInt32(truncatingIfNeeded: rawValue) }
  }

  /// The round at this moment.
  package var round: Round { Round(rawValue: state.load()) }

  /// Ends `round` by `next`, if it isn't over yet, and wakes all who wait.
  package func end(_ round: Round, by next: Round) {
    _ = state.compareExchange(expected: round.rawValue, desired: next.rawValue)
    // Also if another one has ended it: that one may have been killed before it woke anybody.
    state.lowerHalf.wake()
  }
}

// MARK: - Places

extension SharedBarrier {
  /// What a place holds: a thread, and in its spare bits (22 to 31) the number of the round in which
  /// it came, or the last ten bits of that.
  ///
  /// A place that was never taken is zero.
  private struct Place {
    var rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    init(_ party: ThreadIdentity, in round: Round) {
      rawValue = party.rawValue | Self.tag(of: round)
    }

    static func tag(of round: Round) -> UInt64 {
      UInt64(round.lowerHalf >> 1) << 22 & ThreadIdentity.spareBits
    }

    var party: ThreadIdentity { ThreadIdentity(rawValue: rawValue) }

    func isTaken(in round: Round) -> Bool {
      rawValue != 0 && rawValue & ThreadIdentity.spareBits == Self.tag(of: round)
    }
  }

  /// Takes a free place for the calling thread, in the round at this moment.
  ///
  /// - Returns: The round, and the number of the place: no other party of the round gets the same.
  /// - Throws: `BarrierError.broken`, if the barrier is broken.
  @available(*, noasync)
  package func arrive() throws -> (round: Round, index: Int) {
    while true {
      let round = self.round
      guard !round.isBroken else { throw BarrierError.broken }
      if let index = takePlace(in: round) { return (round, index) }
      // No place is free: there are more threads than parties, or another round has begun.
      if allHaveCome(to: round) { end(round, by: round.completed) }
    }
  }

  private func takePlace(in round: Round) -> Int? {
    let own = Place(.current, in: round)
    return (0..<parties).first { index in
      let seen = Place(rawValue: place(index).load())
      // The round is looked at after the place: a place of a later round must not be taken away.
      guard !seen.isTaken(in: round), self.round == round else { return false }
      return place(index).compareExchange(expected: seen.rawValue, desired: own.rawValue).exchanged
    }
  }

  /// Whether all parties have come to `round`, given that it isn't over.
  package func allHaveCome(to round: Round) -> Bool {
    (0..<parties).allSatisfy { Place(rawValue: place($0).load()).isTaken(in: round) }
  }

  /// Whether a party that has come to `round` does not live any more, given that it isn't over.
  ///
  /// About 6 µs for each party that has come: it asks the kernel.
  package func someoneHasDied(in round: Round) -> Bool {
    (0..<parties).contains { index in
      let place = Place(rawValue: place(index).load())
      return place.isTaken(in: round) && !place.party.isAlive
    }
  }

  /// Empties the places of the rounds before `round`.
  ///
  /// Only ten bits of a round's number are in a place: without this, a place that nobody takes for
  /// 1,024 rounds would seem to be taken.
  package func emptyPlaces(before round: Round) {
    for index in 0..<parties {
      let seen = Place(rawValue: place(index).load())
      guard !seen.isTaken(in: round), self.round == round else { continue }
      _ = place(index).compareExchange(expected: seen.rawValue, desired: 0)
    }
  }
}
