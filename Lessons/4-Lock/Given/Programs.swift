import Groundwork

/// A child that prints lines while others print theirs.
///
/// Each line is written in pieces, as a program prints that has more than one thing to say.
public struct Printer: ProcessTarget {
  /// The lines, each as the pieces it is written in; the last one ends with a newline.
  let lines: [[String]]
  package let output: Descriptor
  package let lock: SharedLock

  /// Makes a target that prints `lines` to `output`, where others print with the same lock.
  public init(_ lines: [[String]], to output: Descriptor, lock: SharedLock) {
    self.lines = lines
    self.output = output
    self.lock = lock
  }

  /// Prints every line.
  public func run() throws {
    for line in lines { try printLine(line) }
  }

  /// Writes a piece of a line, at once: nothing waits in a buffer.
  package func write(_ piece: String) throws {
    var bytes = Array(piece.utf8)[...]
    while !bytes.isEmpty {
      bytes = bytes.dropFirst(try bytes.withUnsafeBytes { try output.write($0) })
    }
  }
}

/// A child that moves money between accounts while others do the same.
public struct Teller: ProcessTarget {
  /// One movement of money.
  public struct Transfer: Codable, Sendable {
    let amount: Int
    let source: Int
    let target: Int

    /// A movement of `amount` from the account `source` to the account `target`.
    public init(_ amount: Int, from source: Int, to target: Int) {
      self.amount = amount
      self.source = source
      self.target = target
    }
  }

  let transfers: [Transfer]
  /// The balances.
  let accounts: SharedArray<Int>
  package let lock: SharedLock

  /// Makes a target that makes `transfers`, while others use `accounts` with the same lock.
  public init(_ transfers: [Transfer], accounts: SharedArray<Int>, lock: SharedLock) {
    self.transfers = transfers
    self.accounts = accounts
    self.lock = lock
  }

  /// Makes every transfer for which there is money.
  public func run() throws {
    for item in transfers { _ = try transfer(item.amount, from: item.source, to: item.target) }
  }

  /// The balance of an account.
  func balance(of account: Int) -> Int { accounts[account] }

  /// Sets the balance of an account.
  func setBalance(of account: Int, to amount: Int) { accounts[account] = amount }
}

/// A child at a round table: to eat, it needs the fork at its left and the one at its right.
public struct Philosopher: ProcessTarget {
  /// The place at the table, from 0.
  let seat: Int
  /// All forks: at the left that of the same number, at the right the next one around the table.
  let forks: [SharedLock]
  let meals: Int

  /// Makes a target that eats `meals` times.
  public init(seat: Int, forks: [SharedLock], meals: Int) {
    self.seat = seat
    self.forks = forks
    self.meals = meals
  }

  /// The numbers of the forks at the left and at the right.
  var places: (left: Int, right: Int) { (seat, (seat + 1) % forks.count) }

  /// Eats, and thinks meanwhile of nothing.
  public func run() throws {
    for _ in 0..<meals { try withForks {} }
  }
}
