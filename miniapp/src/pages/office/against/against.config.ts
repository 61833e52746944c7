export default definePageConfig({ navigationBarTitleText: '涉及本单位' })
