//===- MindIRC.h - The whole API --------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
//===----------------------------------------------------------------------===//

#ifndef MS_MINDIRC_H
#define MS_MINDIRC_H

#include "ms/Activations.h"
#include "ms/Array.h"
#include "ms/Callback.h"
#include "ms/Checkpoint.h"
#include "ms/Dataset.h"
#include "ms/Error.h"
#include "ms/Export.h"
#include "ms/Initializer.h"
#include "ms/Layers.h"
#include "ms/Loss.h"
#include "ms/Model.h"
#include "ms/Network.h"
#include "ms/Ops.h"
#include "ms/OpsLoss.h"
#include "ms/OpsMath.h"
#include "ms/Optimizer.h"
#include "ms/models/Bert.h"
#include "ms/models/GPT.h"
#include "ms/models/LSTM.h"
#include "ms/models/LeNet5.h"
#include "ms/models/MLP.h"
#include "ms/models/MobileNetV2.h"
#include "ms/models/ResNet.h"
#include "ms/models/UNet.h"
#include "ms/models/VGG.h"
#include "ms/models/ViT.h"

#endif // MS_MINDIRC_H
