// What the programs of the questions use: the library, as the tour does.

@_exported import Groundwork
@_exported import SolutionEvent
@_exported import SolutionLock
@_exported import SolutionManager
@_exported import SolutionPipe
@_exported import SolutionPool
@_exported import SolutionProcess
@_exported import SolutionQueue
@_exported import SolutionSharedValue
@_exported import SolutionSubprocess
