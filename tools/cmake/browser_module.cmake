# rouse_browser_module(TARGET NAME): links an executable as bindings/wasm/NAME.mjs and NAME.wasm, for
# workers and node.
#
# Embind's two options together keep calls fast under a policy that forbids eval. Functions with one
# caller stay functions: inlined, a whole training step is one, and a third slower in V8.
function(rouse_browser_module target name)
  target_link_libraries(${target} PRIVATE embind)
  set_target_properties(${target} PROPERTIES
    OUTPUT_NAME ${name}
    SUFFIX .mjs
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_SOURCE_DIR}/bindings/wasm)
  target_link_options(${target} PRIVATE
    -O3 -sMALLOC=emmalloc -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web,worker,node
    -sALLOW_MEMORY_GROWTH -sMAXIMUM_MEMORY=4GB -sFILESYSTEM=0 -sSTACK_SIZE=256KB
    -sDYNAMIC_EXECUTION=0 -sEMBIND_AOT
    -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=500)
endfunction()
