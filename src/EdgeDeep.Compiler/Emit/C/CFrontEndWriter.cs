using System.Globalization;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C;

/// <summary>What differs in the C of a model that has an audio front end: samples are fed, frames and inferences run by themselves.</summary>
internal static class CFrontEndWriter
{
    /// <summary>How the library is used, for the comment at the top of the header.</summary>
    public static string Usage(CModel model) => $"""
         * Call {model.Name}_init(), then {model.Name}_feed() with the samples of a microphone as they come, and read the outputs when it
         * returns that the model ran; they are valid until the next call. There is one instance; calls must not overlap.

        """;

    /// <summary>Declarations in place of the inputs and of NAME_invoke().</summary>
    public static void Declare(StringBuilder text, CModel model, FrameSchedule schedule)
    {
        string name = model.Name, macro = model.Macro;
        text.Append(CultureInfo.InvariantCulture, $$"""

            /** Samples a second that {{name}}_feed() takes: mono, 16 bits. */
            #define {{macro}}_SAMPLE_RATE {{schedule.SampleRate}}
            /** Samples of a frame of features, and from one frame to the next. */
            #define {{macro}}_FRAME_SAMPLES {{schedule.FrameSamples}}
            #define {{macro}}_FRAME_STRIDE {{schedule.Stride}}
            /** Samples from one inference to the next. */
            #define {{macro}}_INFERENCE_SAMPLES {{schedule.InferenceSamples}}
            /** Samples that one inference looks at. */
            #define {{macro}}_WINDOW_SAMPLES {{((schedule.Frames - 1) * schedule.Stride) + schedule.FrameSamples}}

            /**
             * Takes any number of samples: computes the features of every frame that they complete, and the model whenever
             * {{macro}}_INFERENCE_SAMPLES more have come. Returns how often the model ran, 0 or 1 for at most that many samples; the
             * outputs are those of the last time. Silence precedes the first sample.
             */
            int32_t {{name}}_feed(const int16_t *samples, int32_t count);

            """);
    }

    /// <summary>The functions that run frames and take samples, in place of a public NAME_invoke().</summary>
    public static void Define(StringBuilder text, CModel model, FrameSchedule schedule)
    {
        string name = model.Name, macro = model.Macro;
        PlanTensor window = model.Plan.Tensors[model.Plan.Inputs[0]];
        text.Append(CultureInfo.InvariantCulture, $$"""

            int32_t {{name}}_feed(const int16_t *samples, int32_t count)
            {
                int16_t *window = {{model.Pointer(window, "int16_t")}};
                int32_t inferences = 0;
                while (count > 0)
                {
                    int32_t taken = {{window.Elements}} - {{name}}_filled;
                    taken = count < taken ? count : taken;
                    memcpy(&window[{{name}}_filled], samples, (size_t)taken * sizeof *samples);
                    samples += taken;
                    count -= taken;
                    {{name}}_filled += taken;
                    if ({{name}}_filled == {{window.Elements}})
                    {
                        {{name}}_frame();
                        {{name}}_filled -= {{macro}}_FRAME_STRIDE;
                        memmove(window, &window[{{macro}}_FRAME_STRIDE], (size_t){{name}}_filled * sizeof *window);
                        {{name}}_frames++;
                        if ({{name}}_frames == {{schedule.FramesPerInference}})
                        {
                            {{name}}_frames = 0;
                            {{name}}_infer();
                            inferences++;
                        }
                    }
                }

                return inferences;
            }

            """);
    }

    /// <summary>Variables that say where in a frame, and how many frames after an inference, the sound stands.</summary>
    public static void Variables(StringBuilder text, CModel model) => text.Append($"""

        /* Samples in the window, and frames since the last inference. */
        static int32_t {model.Name}_filled;
        static int32_t {model.Name}_frames;

        /* Runs the model on the last frames. Not static, so that compilers do not merge it into the loop that takes samples. */
        void {model.Name}_infer(void);

        """);
}
