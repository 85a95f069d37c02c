// Alternative: It takes the error as a ConnectionError, or not, and then looks at its case.

import Groundwork

extension PoolJob {
  package func failure(after error: any Error, workerEnded status: ExitStatus?) -> PoolError? {
    guard let error = error as? ConnectionError else {
      return .unencodable(typeName, reason(of: error))
    }
    if error == .noReceiver { return nil }
    if error == .closed || error == .truncated { return .workerDied(status) }
    return .unencodable(typeName, reason(of: error))
  }
}
