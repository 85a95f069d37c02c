import Grading
import Testing

#if Solutions
@_exported import SolutionLock
#else
@_exported import LessonLock
#endif

@Suite(.serialized) struct `4-Lock` {}
