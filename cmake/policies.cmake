# caveat_embed_policies(TARGET DIR): makes the ready policies (DIR/*.toml) part of TARGET, as strings declared in src/cli/policy_files.h.
function(caveat_embed_policies target dir)
  file(GLOB policies CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${dir}/*.toml)
  set(entries)
  foreach(policy IN LISTS policies)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${policy})
    get_filename_component(name ${policy} NAME_WE)
    file(READ ${policy} text)
    string(APPEND entries "    {\"${name}\", R\"policy(${text})policy\"},\n")
  endforeach()
  set(source ${PROJECT_BINARY_DIR}/policies.cc)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
#include "cli/policy_files.h"

namespace caveat::cli {
namespace {
constexpr ReadyPolicy kPolicies[] = {
@entries@};
}  // namespace
std::span<const ReadyPolicy> ReadyPolicies() { return kPolicies; }
}  // namespace caveat::cli
]])
  target_sources(${target} PRIVATE ${source})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
endfunction()
