import Groundwork

/// A balance, and the lock that belongs to it: whoever changes the balance holds the lock.
public struct Account: Codable, Sendable {
  /// How much is there.
  public let balance: SharedValue<Int>
  /// Held by one process at a time.
  public let lock: SharedLock

  /// Makes an account that several processes can use.
  ///
  /// - Parameter balance: How much is there at first.
  /// - Throws: What shared memory throws.
  public init(balance: Int) throws {
    self.balance = try SharedValue(balance)
    lock = try SharedLock()
  }
}

/// Pays into an account, while others do the same.
public struct BankTeller: ProcessTarget {
  let account: Account
  let times: Int

  /// Makes a target that pays into `account`, so many `times`.
  public init(_ account: Account, times: Int) {
    self.account = account
    self.times = times
  }

  /// Adds 1 to the balance, `times` times, so that nobody's payment gets lost.
  ///
  /// - Throws: What the lock throws.
  public func run() throws {
    todo("Add 1 to the balance, so many times, each time with the lock.")
  }
}

/// Lets tellers pay into one account at the same time, each in a child process.
///
/// All have ended when this returns.
///
/// - Parameters:
///   - account: The account.
///   - tellers: How many tellers there are.
///   - times: How often each of them adds 1 to the balance.
/// - Throws: What `start` and `join` throw.
public func payIn(to account: Account, tellers: Int, times: Int) throws {
  todo("Start a child for each teller, then wait for all of them.")
}
