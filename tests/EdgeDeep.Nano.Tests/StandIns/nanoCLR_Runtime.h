// Stand-in: nanoCLR_Interop.h of this folder has everything.
