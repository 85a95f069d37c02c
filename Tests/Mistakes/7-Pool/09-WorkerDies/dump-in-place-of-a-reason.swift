// Mistake: "`.unencodable`, with `typeName` and `reason(of: error)`": the reason is the error as it
// prints, which is a dump for an EncodingError.
// Caught by: A job that can't be sent to anybody fails, and no worker is blamed
// Verdict: failed
import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    switch error {
    case ConnectionError.noReceiver: nil
    case ConnectionError.closed, ConnectionError.truncated: .workerDied(status)
    default: .unencodable(typeName, "\(error)")
    }
  }
}
