import Grading
import Testing

#if Solutions
@_exported import SolutionSharedValue
#else
@_exported import LessonSharedValue
#endif

@Suite(.serialized) struct `3-SharedValue` {}
