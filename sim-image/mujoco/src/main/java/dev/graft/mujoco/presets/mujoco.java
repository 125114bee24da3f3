package dev.graft.mujoco.presets;

import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * How JavaCPP maps MuJoCo 3.3.0 to Java: {@code mjModel}, {@code mjData}, the abstract visualiser
 * and the functions over them; model editing, plugins, threads and the user interface are left out.
 *
 * <p>The class has a library's name, because JavaCPP names the native library after it.
 */
@Properties(
    value =
        @Platform(
            value = "linux-x86_64",
            // mjexport.h and mjmacro.h are left out: their definitions would override the ones
            // below.
            include = {
              "mujoco/mjtnum.h",
              "mujoco/mjmodel.h",
              "mujoco/mjdata.h",
              "mujoco/mjvisualize.h",
              "mujoco/mjrender.h",
              "mujoco/mujoco.h",
              "graft_mujoco.h",
              "graft_guard.h",
              "graft_memory.h",
              "graft_model.h",
              "graft_collide.h",
              "graft_lanes.h",
              "graft_cholesky.h",
              "graft_constraints.h",
              "graft_newton.h",
              "graft_step.h",
              "graft_context.h",
              "graft_frustum.h",
              "graft_renderer.h"
            },
            link = "mujoco@.3.3.0"),
    target = "dev.graft.mujoco.binding",
    global = "dev.graft.mujoco.binding.global.mujoco")
@SuppressWarnings("TypeName")
public class mujoco implements InfoMapper {
  private static final String[] STRUCTS = {
    "mjModel",
    "mjData",
    "mjOption",
    "mjVisual",
    "mjStatistic",
    "mjLROpt",
    "mjVFS",
    "mjContact",
    "mjWarningStat",
    "mjTimerStat",
    "mjSolverStat",
    "mjvPerturb",
    "mjvCamera",
    "mjvGLCamera",
    "mjvGeom",
    "mjvLight",
    "mjvOption",
    "mjvScene",
    "mjvSceneState",
    "mjvFigure",
    "mjrRect",
    "mjrContext",
  };

  /** Header files that are compiled into the library but have nothing for Java. */
  private static final String[] IMPLEMENTATION = {
    "graft_guard.h",
    "graft_memory.h",
    "graft_model.h",
    "graft_collide.h",
    "graft_lanes.h",
    "graft_cholesky.h",
    "graft_constraints.h",
    "graft_newton.h",
    "graft_step.h",
    "graft_context.h",
    "graft_frustum.h",
    "graft_renderer.h"
  };

  /** Macros that rename C functions, not constants. */
  private static final String[] MATHS = {
    "mju_sqrt",
    "mju_exp",
    "mju_sin",
    "mju_cos",
    "mju_tan",
    "mju_asin",
    "mju_acos",
    "mju_atan2",
    "mju_tanh",
    "mju_pow",
    "mju_abs",
    "mju_log",
    "mju_log10",
    "mju_floor",
    "mju_ceil"
  };

  /** Pairs of lines in mujoco.h between which everything is left out. */
  private static final String[] LEFT_OUT = {
    "// Parse spec from XML file\\.",
    "// Update XML data structures.*",
    "// Save spec to XML string.*",
    "//-+ Main simulation -+",
    "//-+ UI framework -+",
    "//-+ Error and memory -+",
    "//-+ Plugins -+",
    "#ifdef __cplusplus"
  };

  private static final String[] NEED_WHAT_IS_LEFT_OUT = {
    "mj_makeSpec",
    "mj_copySpec",
    "mj_deleteSpec",
    "mjs_activatePlugin",
    "mjs_setDeepCopy",
    "mj_copyBack",
    "mjs_getError",
    "mjs_isWarning",
    "mj_loadAllPluginLibraries",
    "mju_user_malloc",
    "mju_user_free",
    "mju_user_error",
    "mju_user_warning",
    "mjCOLLISIONFUNC"
  };

  @Override
  public void map(InfoMap infoMap) {
    infoMap.put(new Info("MJAPI", "MJLOCAL", "mjPRINTFLIKE").cppTypes().annotations());
    infoMap.put(new Info("mjUSESINGLE", "__cplusplus").define(false));
    infoMap.put(numbers("mjtNum", "double", "DoublePointer", "DoubleBuffer", "double[]"));
    infoMap.put(numbers("mjtByte", "byte", "BytePointer", "ByteBuffer", "byte[]"));
    for (String struct : STRUCTS) {
      // "struct mjX_ {...}; typedef struct mjX_ mjX;" is one class, not a full and an opaque one.
      infoMap.put(new Info(struct + "_").pointerTypes(struct));
    }
    infoMap.put(new Info(MATHS).cppTypes());
    infoMap.put(new Info(IMPLEMENTATION).skip());
    infoMap.put(new Info(NEED_WHAT_IS_LEFT_OUT).skip());
    infoMap.put(new Info("mujoco.h").linePatterns(LEFT_OUT).skip());
  }

  private static Info numbers(String cppType, String valueType, String... pointerTypes) {
    return new Info(cppType).cast().valueTypes(valueType).pointerTypes(pointerTypes);
  }
}
