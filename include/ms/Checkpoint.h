//===- Checkpoint.h - Saving and loading parameters -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0
//
// mindspore.save_checkpoint, load_checkpoint and load_param_into_net. Files are
// MindSpore's, both ways, and are written whole or not at all: .ckpt, which may
// be encrypted, or .safetensors, which the name's ending chooses.
//
//===----------------------------------------------------------------------===//

#ifndef MS_CHECKPOINT_H
#define MS_CHECKPOINT_H

#include "ms/Network.h"
#include "ms/Optimizer.h"

#include <map>
#include <variant>

namespace ms {

class SecretKey;
namespace detail {
struct ParameterDictImpl;
} // namespace detail

/// What a checkpoint holds: arrays and texts by name, in the order of the file,
/// of a .safetensors file in that of the names. Copies share their content.
class ParameterDict {
public:
  ParameterDict();

  std::vector<std::string> names() const;
  size_t size() const { return names().size(); }
  bool contains(const std::string &name) const;
  /// The array of this name; throws where there is none, or a text.
  Array at(const std::string &name) const;
  /// The text of this name; throws where there is none, or an array.
  std::string text(const std::string &name) const;
  /// Removes an entry, so that it is not loaded; false where there is none.
  bool erase(const std::string &name);
  /// Adds or replaces an array.
  void set(const std::string &name, const Array &value);

private:
  friend struct detail::ParameterDictImpl;
  std::shared_ptr<detail::ParameterDictImpl> impl;
};

struct SaveOptions {
  /// More entries at the end: append_dict. One with the name of a parameter is
  /// saved in its place.
  SaveOptions &append(const std::string &name, int64_t value);
  SaveOptions &append(const std::string &name, int value) {
    return append(name, static_cast<int64_t>(value));
  }
  SaveOptions &append(const std::string &name, double value);
  SaveOptions &append(const std::string &name, bool value);
  SaveOptions &append(const std::string &name, const std::string &value);
  SaveOptions &append(const std::string &name, const char *value) {
    return append(name, std::string(value));
  }
  SaveOptions &append(const std::string &name, const Array &value);
  /// Leave out the parameters for whose names it says false.
  SaveOptions &choiceFunc(std::function<bool(const std::string &)> function) {
    choice = std::move(function);
    return *this;
  }
  /// Return when the values are copied; a thread writes them. The next save
  /// waits for it, and so does the end of the process.
  SaveOptions &asyncSave(bool value) {
    inThread = value;
    return *this;
  }
  /// Write MindSpore's checksum at the end; in .safetensors, in the header.
  SaveOptions &crcCheck(bool value) {
    crc = value;
    return *this;
  }
  /// Encrypt the file with a key of 16, 24 or 32 bytes (.ckpt only). The copy
  /// that is kept here is wiped with the last copy of these options.
  SaveOptions &encKey(const std::string &key);
  /// "AES-GCM", which notices every change of a file, or "AES-CBC".
  SaveOptions &encMode(const std::string &mode) {
    encryption = mode;
    return *this;
  }

  std::vector<std::pair<std::string, std::variant<Array, std::string>>> more;
  std::function<bool(const std::string &)> choice;
  bool inThread = false;
  bool crc = false;
  std::shared_ptr<const SecretKey> key;
  std::string encryption = "AES-GCM";
};

/// Writes the parameters of a network, or any list of them, in their order, or
/// as .safetensors where the name ends so. Another name that does not end in
/// "ckpt" gets ".ckpt". Throws with path and cause; an old file is intact then.
void saveCheckpoint(const Cell &net, const std::string &fileName,
                    const SaveOptions &options = SaveOptions());
void saveCheckpoint(const std::vector<Parameter> &parameters,
                    const std::string &fileName,
                    const SaveOptions &options = SaveOptions());

/// Waits for a save with asyncSave, and throws what went wrong in it. What
/// nobody waits for is thrown by the next one.
void waitForSave();

/// How a file is read: which entries to take, and under which names.
struct LoadOptions {
  /// The key of an encrypted file; one that is not encrypted is refused then.
  LoadOptions &decKey(const std::string &key);
  /// Refuse a file that is encrypted in another way; "", the default, takes
  /// what the file says.
  LoadOptions &decMode(const std::string &mode) {
    encryption = mode;
    return *this;
  }
  /// Only entries whose names begin with one of these.
  LoadOptions &specifyPrefix(std::vector<std::string> prefixes);
  /// No entries whose names begin with one of these.
  LoadOptions &filterPrefix(std::vector<std::string> prefixes);
  /// Only entries for whose names it says true; as in MindSpore it is not
  /// called where there are prefixes.
  LoadOptions &choiceFunc(std::function<bool(const std::string &)> function) {
    choice = std::move(function);
    return *this;
  }
  /// New names for entries, after the choice: {"features.weight", "fc.weight"}.
  /// A name that is not in the file, or that two entries get, is an error.
  LoadOptions &rename(const std::map<std::string, std::string> &names) {
    newNames = names;
    return *this;
  }
  /// The same by a function, which gets each other name and returns the new
  /// one, or the name itself.
  LoadOptions &
  rename(std::function<std::string(const std::string &)> function) {
    newName = std::move(function);
    return *this;
  }

  std::shared_ptr<const SecretKey> key;
  std::string encryption;
  std::vector<std::string> specified, filtered;
  std::function<bool(const std::string &)> choice;
  std::map<std::string, std::string> newNames;
  std::function<std::string(const std::string &)> newName;
};

/// Reads a checkpoint, as .safetensors where its name ends so. Throws with
/// path, place and cause where it is missing, truncated, damaged or cannot be
/// decrypted, and where the options leave nothing of it.
ParameterDict loadCheckpoint(const std::string &fileName,
                             const LoadOptions &options = LoadOptions());
/// The same, and loads it into a network: see loadParamIntoNet.
ParameterDict loadCheckpoint(const std::string &fileName, Cell &net,
                             bool strict = false,
                             const LoadOptions &options = LoadOptions());

struct LoadResult {
  std::vector<std::string> paramNotLoad; ///< parameters without an entry
  std::vector<std::string> ckptNotLoad;  ///< entries without a parameter
  /// What to tell a user about paramNotLoad, "" where it is empty: "1 of 8
  /// parameters are not in the file: 'fc.weight' (did you mean 'fc1.weight'?)".
  std::string missing;
  /// Of transferParamIntoNet: parameters whose entry does not fit, and why.
  std::vector<std::string> unfit;
};

/// Replaces parameters by the entries of the same name. As MindSpore's: missing
/// names are no error but in the result; not strict, types convert within the
/// floats and within the integers, and a prefix that the file's names have more
/// is stripped. Unlike MindSpore's it replaces all or, where it throws,
/// nothing; what else differs is in docs/rationale/checkpoints.md.
LoadResult loadParamIntoNet(Cell &net, const ParameterDict &dict,
                            bool strict = false);
/// Takes what fits from another network's checkpoint: a backbone under a new
/// head. Parameters whose entry has another shape or type keep their value and
/// are in the result.
LoadResult transferParamIntoNet(Cell &net, const ParameterDict &dict);
/// The state of an optimizer: steps done, moments, learning rate; and, as in
/// MindSpore, the parameters that it was given.
LoadResult loadParamIntoNet(Optimizer &optimizer, const ParameterDict &dict,
                            bool strict = false);

} // namespace ms

#endif // MS_CHECKPOINT_H
