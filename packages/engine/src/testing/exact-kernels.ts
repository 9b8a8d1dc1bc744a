/**
 * The kernels of the default engine that give the same bits for float32 tensors in every JavaScript
 * engine, on every machine, for any number of threads: those made of correctly rounded operations
 * alone, and those whose exponentials and logarithms are ours.
 */
export const exactKernels: ReadonlySet<string> = namesOf(`
  Abs Add AddN All Any ArgMax ArgMin AvgPool AvgPool3D AvgPool3DGrad AvgPoolGrad BatchMatMul
  BatchToSpaceND Bincount BitwiseAnd BroadcastArgs Cast Ceil ClipByValue Complex Concat Conv2D
  Conv2DBackpropFilter Conv2DBackpropInput Conv3D Conv3DBackpropFilterV2 Conv3DBackpropInputV2
  CropAndResize Cumprod Cumsum DenseBincount DepthToSpace DepthwiseConv2dNative
  DepthwiseConv2dNativeBackpropFilter DepthwiseConv2dNativeBackpropInput Diag Dilation2D
  Dilation2DBackpropFilter Dilation2DBackpropInput Draw Einsum Elu EluGrad Equal Erf Exp
  ExpandDims Expm1 Fill FlipLeftRight Floor FloorDiv FusedBatchNorm GatherNd GatherV2 Greater
  GreaterEqual Identity Imag IsFinite IsInf IsNan LeakyRelu Less LessEqual LinSpace Log Log1p
  LogicalAnd LogicalNot LogicalOr Max MaxPool MaxPool3D MaxPool3DGrad MaxPoolGrad
  MaxPoolWithArgmax Maximum Mean Min Minimum MirrorPad Mod Multiply Neg NotEqual OneHot
  OnesLike Pack PadV2 Pow Prelu Prod RaggedGather RaggedRange RaggedTensorToTensor Range Real
  RealDiv Reciprocal Relu Relu6 Reshape ResizeBilinear ResizeBilinearGrad
  ResizeNearestNeighbor ResizeNearestNeighborGrad Reverse Round Rsqrt ScatterNd SearchSorted
  Select Selu Sigmoid Sign Slice Softmax Softplus SpaceToBatchND SparseFillEmptyRows
  SparseReshape SparseSegmentMean SparseSegmentSum SparseToDense SplitV Sqrt Square
  SquaredDifference StaticRegexReplace Step StridedSlice StringNGrams StringSplit
  StringToHashBucketFast Sub Sum Tanh TensorScatterUpdate Tile Transform Transpose Unique
  Unpack UnsortedSegmentSum ZerosLike _FusedMatMul
`);

/**
 * The kernels that use `Math.exp`, `Math.sin` or their kin, which engines compute differently. No tower
 * or task of ours runs one.
 */
export const inexactKernels: ReadonlySet<string> = namesOf(`
  Acos Acosh Asin Asinh Atan Atan2 Atanh ComplexAbs Cos Cosh FFT FusedConv2D
  FusedDepthwiseConv2D IFFT LRN LRNGrad Multinomial NonMaxSuppressionV3 NonMaxSuppressionV4
  NonMaxSuppressionV5 RotateWithOffset Sin Sinh Tan TopK
`);

function namesOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
