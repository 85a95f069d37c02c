// The finished library: the reference solutions of lessons 1 to 9, or your own with the trait Mine.
#if Mine && !Reference
@_exported import LessonEvent
@_exported import LessonLock
@_exported import LessonManager
@_exported import LessonPipe
@_exported import LessonPool
@_exported import LessonProcess
@_exported import LessonQueue
@_exported import LessonSharedValue
@_exported import LessonSubprocess
#else
@_exported import SolutionEvent
@_exported import SolutionLock
@_exported import SolutionManager
@_exported import SolutionPipe
@_exported import SolutionPool
@_exported import SolutionProcess
@_exported import SolutionQueue
@_exported import SolutionSharedValue
@_exported import SolutionSubprocess
#endif
