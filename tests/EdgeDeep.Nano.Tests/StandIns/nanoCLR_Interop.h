// Stand-in for nanoFramework's header of this name: as much of it as exported interop code uses, for a test on the host.
#ifndef NANOCLR_INTEROP_H
#define NANOCLR_INTEROP_H

#include <cstdint>

typedef int HRESULT;

#define S_OK                    0
#define CLR_E_INVALID_PARAMETER ((HRESULT)0xFD000000)
#define CLR_E_NULL_REFERENCE    ((HRESULT)0xA1000000)
#define FAILED(hr)              ((hr) < 0)

#define NANOCLR_HEADER() HRESULT hr
#define NANOCLR_CHECK_HRESULT(expr)                                                                                    \
    {                                                                                                                  \
        if (FAILED(hr = (expr)))                                                                                       \
            goto nanoCLR_Cleanup;                                                                                      \
    }
#define NANOCLR_NOCLEANUP()                                                                                            \
    nanoCLR_Cleanup:                                                                                                   \
    return hr

#define NANOCLR_NATIVE_DECLARE(mtd) static HRESULT mtd(CLR_RT_StackFrame &stack)

struct StandInArray
{
    void *data;
    unsigned int count;
    unsigned int elementBytes;
};

struct CLR_RT_StackFrame
{
    StandInArray arguments[8];
};

typedef HRESULT (*CLR_RT_MethodHandler)(CLR_RT_StackFrame &stack);

struct CLR_RT_NativeAssemblyData
{
    const char *m_szAssemblyName;
    unsigned int m_checkSum;
    const void *m_pNativeMethods;
    struct
    {
        unsigned short iMajorVersion, iMinorVersion, iBuildNumber, iRevisionNumber;
    } m_Version;
};

template <class T> class CLR_RT_TypedArray
{
    T *m_pData;
    unsigned int m_ElemCount;

    friend HRESULT Marshal(const CLR_RT_StackFrame &stack, unsigned int index, CLR_RT_TypedArray &array)
    {
        const StandInArray &argument = stack.arguments[index];
        if (argument.data == nullptr || argument.elementBytes != sizeof(T))
        {
            return CLR_E_NULL_REFERENCE;
        }

        array.m_pData = static_cast<T *>(argument.data);
        array.m_ElemCount = argument.count;
        return S_OK;
    }

  public:
    T *GetBuffer()
    {
        return m_pData;
    }

    unsigned int GetSize() const
    {
        return m_ElemCount;
    }
};

#define STAND_IN_ARRAY(name, type)                                                                                     \
    typedef CLR_RT_TypedArray<type> CLR_RT_TypedArray_##name;                                                          \
    inline HRESULT Interop_Marshal_##name##_ARRAY(                                                                     \
        const CLR_RT_StackFrame &stack,                                                                                \
        unsigned int index,                                                                                            \
        CLR_RT_TypedArray_##name &array)                                                                               \
    {                                                                                                                  \
        return Marshal(stack, index, array);                                                                           \
    }

STAND_IN_ARRAY(INT8, signed char)
STAND_IN_ARRAY(UINT8, unsigned char)
STAND_IN_ARRAY(INT16, short)
STAND_IN_ARRAY(INT32, int)
STAND_IN_ARRAY(INT64, std::int64_t)
STAND_IN_ARRAY(float, float)

#endif
